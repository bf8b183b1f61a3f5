using Compressor.Cli.Deployment;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

public sealed class ModuleCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;
    private readonly string _target;

    public ModuleCopyTests()
    {
        _source = Path.GetDirectoryName(_folder.Add("source/main.tf", "locals {}"u8))!;
        _target = Path.GetDirectoryName(_folder.Add("target/old.tf", "locals {}"u8))!;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Code_that_is_gone_goes_from_the_copy()
    {
        ModuleCopy.Refresh(_source, _target);

        Directory.EnumerateFiles(_target).Select(Path.GetFileName).ShouldBe(
            ["main.tf", "local_backend_override.tf"], ignoreOrder: true);
    }

    [Fact]
    public void Values_and_state_of_another_deployment_are_not_copied()
    {
        foreach (var name in new[] { "production.auto.tfvars", "terraform.tfstate", "tests/a.tf", ".terraform/modules/m/main.tf" })
        {
            _folder.Add($"source/{name}", ""u8);
        }

        ModuleCopy.Refresh(_source, _target);

        Directory.EnumerateFiles(_target, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public void A_provider_that_the_copy_links_to_stays()
    {
        var provider = _folder.Add("mirror/provider", "binary"u8);
        Directory.CreateDirectory(Path.Combine(_target, ".terraform", "providers"));
        Directory.CreateSymbolicLink(Path.Combine(_target, ".terraform", "providers", "aws"), Path.GetDirectoryName(provider)!);

        ModuleCopy.Refresh(_source, _target);

        File.Exists(provider).ShouldBeTrue();
    }
}
