using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;

namespace Compressor.Benchmarks.Generator;

/// <summary>Binding configuration: the generated binding against Microsoft's configuration binding generator.</summary>
public class SettingsBenchmarks
{
    private IConfiguration _ours10 = new ConfigurationBuilder().Build();
    private IConfiguration _ours30 = new ConfigurationBuilder().Build();
    private IConfiguration _plain10 = new ConfigurationBuilder().Build();
    private IConfiguration _plain30 = new ConfigurationBuilder().Build();

    /// <summary>Sets every setting, by its name in each scheme.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _ours10 = Configuration(OurSettings10.Descriptions.Select(setting => setting.Name["BENCH_".Length..]));
        _ours30 = Configuration(OurSettings30.Descriptions.Select(setting => setting.Name["BENCH_".Length..]));
        _plain10 = Configuration(typeof(PlainSettings10).GetProperties().Select(property => property.Name));
        _plain30 = Configuration(typeof(PlainSettings30).GetProperties().Select(property => property.Name));
        if (OurSettings30.Bind(_ours30).Count27 != _plain30.Get<PlainSettings30>()!.Count27)
        {
            throw new InvalidOperationException("The two bindings do not agree.");
        }
    }

    /// <summary>Microsoft's, 10 settings.</summary>
    [Benchmark(Description = "Binding generator, 10 settings")]
    public object Plain10() => _plain10.Get<PlainSettings10>()!;

    /// <summary>Ours, 10 settings.</summary>
    [Benchmark(Description = "[Settings], 10 settings")]
    public object Ours10() => OurSettings10.Bind(_ours10);

    /// <summary>Microsoft's, 30 settings.</summary>
    [Benchmark(Description = "Binding generator, 30 settings")]
    public object Plain30() => _plain30.Get<PlainSettings30>()!;

    /// <summary>Ours, 30 settings.</summary>
    [Benchmark(Description = "[Settings], 30 settings")]
    public object Ours30() => OurSettings30.Bind(_ours30);

    /// <summary>Microsoft's, 30 settings, told to refuse unknown names, as ours always does.</summary>
    [Benchmark(Description = "Binding generator, 30 settings, unknown names refused")]
    public object Plain30Strict() => _plain30.Get<PlainSettings30>(options => options.ErrorOnUnknownConfiguration = true)!;

    private static IConfiguration Configuration(IEnumerable<string> names)
    {
        string[] values = ["some value", "false", "42", "0.25", "Small"];
        return new ConfigurationBuilder()
            .AddInMemoryCollection(names.Select((name, index) => KeyValuePair.Create(name, (string?)values[index % values.Length])))
            .Build();
    }
}
