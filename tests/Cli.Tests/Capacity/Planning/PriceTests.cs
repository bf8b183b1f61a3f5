using System.Text.Json.Nodes;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

public sealed class PriceTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(40_000, 920)] // 40,000 x 0.023
    [InlineData(50_000, 1_150)]
    [InlineData(500_000, 11_050)] // 1,150 + 450,000 x 0.022
    [InlineData(600_000, 13_150)] // 11,050 + 100,000 x 0.021
    public void Each_unit_costs_what_its_step_says(double quantity, double dollars) =>
        PriceTable.Default()["s3.storage.STANDARD"].Cost(quantity).ShouldBe(dollars, 1e-6);

    [Fact]
    public void Lambdas_logs_cost_what_the_announcement_reckons()
    {
        // 60 TB: 10,000 x 0.50 + 20,000 x 0.25 + 20,000 x 0.10 + 10,000 x 0.05 = 5,000 + 5,000 + 2,000 + 500.
        PriceTable.Default()["logs.ingestion"].Cost(60_000).ShouldBe(12_500, 1e-6);
    }

    [Fact]
    public void Compute_has_steps_of_its_own_on_each_architecture()
    {
        // 30 billion GB-s on x86: 6e9 x 0.0000166667 + 9e9 x 0.000015 + 15e9 x 0.0000133334 = 100,000.2 + 135,000 + 200,001.
        PriceTable.Default()[PriceIds.Compute(Architecture.X64)].Cost(30e9).ShouldBe(435_001.2, 0.01);

        // 37.5 billion on arm64: 7.5e9 x 0.0000133334 + 11.25e9 x 0.0000120001 + 18.75e9 x 0.0000106667
        // = 100,000.5 + 135,001.125 + 200,000.625.
        PriceTable.Default()[PriceIds.Compute(Architecture.Arm64)].Cost(37.5e9).ShouldBe(435_002.25, 0.01);
    }

    [Fact]
    public void Every_price_says_where_it_comes_from() => PriceTable.Default().Prices.ShouldAllBe(price => price.Source.Length > 10);

    [Fact]
    public void Another_file_can_be_given()
    {
        var prices = Edit(file => Price(file, "lambda.requests")["tiers"]![0]!["price"] = 0.4);

        prices["lambda.requests"].Cost(2).ShouldBe(0.8);
    }

    [Fact]
    public void All_that_is_wrong_with_a_file_is_said_at_once()
    {
        var error = Should.Throw<CommandException>(() => Edit(file =>
        {
            file["currency"] = "EUR";
            var prices = file["prices"]!.AsArray();
            prices.Remove(Price(file, "nat.data"));
            Price(file, "s3.get")["unit"] = "request";
            Price(file, "ebs.gp3")["tiers"]![0]!["price"] = -1;
            Price(file, "xray.traces")["source"] = "hearsay";
            Price(file, "s3.storage.STANDARD")["tiers"]![1]!["upTo"] = 10;
        }));

        error.Message.ShouldContain("currency is 'EUR'");
        error.Message.ShouldContain("nat.data is missing");
        error.Message.ShouldContain("s3.get is a price for each thousand requests, not for each request");
        error.Message.ShouldContain("ebs.gp3 needs tiers");
        error.Message.ShouldContain("xray.traces has no source");
        error.Message.ShouldContain("s3.storage.STANDARD: upTo must rise");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public void What_is_no_price_file_is_refused_by_name(string text)
    {
        File.WriteAllText(_file, text);

        Should.Throw<CommandException>(() => PriceTable.Read(new FileInfo(_file))).Message.ShouldStartWith(_file + ": not a price file: ");
    }

    [Fact]
    public void A_file_of_another_version_is_refused() =>
        Should.Throw<CommandException>(() => Edit(file => file["version"] = 2)).Message.ShouldContain("version 2 is not 1");

    private static JsonObject Price(JsonObject file, string id) =>
        file["prices"]!.AsArray().Select(price => price!.AsObject()).Single(price => (string?)price["id"] == id);

    private PriceTable Edit(Action<JsonObject> change)
    {
        using var resource = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.us-east-1.json")!;
        var file = JsonNode.Parse(resource)!.AsObject();
        change(file);
        File.WriteAllText(_file, file.ToJsonString());
        return PriceTable.Read(new FileInfo(_file));
    }
}
