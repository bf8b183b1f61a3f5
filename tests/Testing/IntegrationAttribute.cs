using Xunit.Abstractions;
using Xunit.Sdk;

namespace Compressor.Testing;

/// <summary>
/// Tests that start other programs (a local AWS, a browser, the compiler, a built function): <c>make test</c> runs them,
/// <c>make test-unit</c> does not.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
[TraitDiscoverer("Compressor.Testing.IntegrationDiscoverer", "Compressor.Testing")]
public sealed class IntegrationAttribute : Attribute, ITraitAttribute;

/// <summary>Gives the tests of such classes the trait that the filter knows.</summary>
public sealed class IntegrationDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Kind", "Integration")];
}
