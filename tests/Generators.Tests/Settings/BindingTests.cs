using Microsoft.Extensions.Configuration;

namespace Compressor.Generators.Tests.Settings;

public class BindingTests
{
    [Fact]
    public void Each_type_is_bound()
    {
        var settings = Bind(
            ("TEXT", " t "), ("NOTHING", ""), ("CHOICE", "two"), ("FLAG", "False"), ("COUNT", "5"), (
                "BIG", "18446744073709551615"), ("SMALL", "255"), ("SHARE", "1e-2"),
            (
                "MONEY",
                "79228162514264337593543950335"), ("SPEED",
                "turtle"), ("TIMEOUT",
                "1m30s"), ("SIZE",
                "1.5MiB"), ("NAMES",
                "x, y,,z"), ("NUMBERS",
                "1,-2"),
            ("SPEEDS", "very-fast,TURTLE"), ("CA_BUNDLE", "pem"));

        settings.Text.ShouldBe(" t ");
        settings.Nothing.ShouldBe("");
        settings.Choice.ShouldBe("Two");
        settings.Flag.ShouldBeFalse();
        settings.Count.ShouldBe(5);
        settings.Big.ShouldBe(ulong.MaxValue);
        settings.Small.ShouldBe((byte)255);
        settings.Share.ShouldBe(0.01);
        settings.Money.ShouldBe(decimal.MaxValue);
        settings.Speed.ShouldBe(Speed.Slow);
        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(90));
        settings.Size.Bytes.ShouldBe(1_572_864);
        settings.Names.ShouldBe(["x", "y", "z"]);
        settings.Numbers.ShouldBe([1, -2]);
        settings.Speeds.ShouldBe([Speed.VeryFast, Speed.Slow]);
        settings.Certificates.ShouldBe("pem");
    }

    [Theory]
    [InlineData("CHOICE", "three", "one of One, Two")]
    [InlineData("FLAG", "1", "true or false")]
    [InlineData("COUNT", "6", "an integer from -5 to 5")]
    [InlineData("COUNT", "1.0", "an integer from -5 to 5")]
    [InlineData("BIG", "-1", "an integer from 0 to 18446744073709551615")]
    [InlineData("SMALL", "256", "an integer from 0 to 255")]
    [InlineData("SHARE", "Infinity", "a number from 0 to 1")]
    [InlineData("SHARE", "1.01", "a number from 0 to 1")]
    [InlineData("SPEED", "Slow", "one of very-fast, TURTLE")]
    [InlineData("TIMEOUT", "90", "a duration such as 500ms, 30s, 5m or 1h30m, from 1s to 1h")]
    [InlineData("TIMEOUT", "2h", "a duration such as 500ms, 30s, 5m or 1h30m, from 1s to 1h")]
    [InlineData("TIMEOUT", "s", "a duration such as 500ms, 30s, 5m or 1h30m, from 1s to 1h")]
    [InlineData("SIZE", "999", "a size such as 50MB (50,000,000 bytes) or 50MiB (52,428,800 bytes), from 1KB to 1GiB")]
    [InlineData("SIZE", "1M", "a size such as 50MB (50,000,000 bytes) or 50MiB (52,428,800 bytes), from 1KB to 1GiB")]
    [InlineData("NUMBERS", "1,two", "a list separated by commas, of which each is an integer from -2147483648 to 2147483647")]
    [InlineData("SPEEDS", "fast", "a list separated by commas, of which each is one of very-fast, TURTLE")]
    public void Value_that_is_not_allowed_is_named_with_what_is(string name, string value, string allowed)
    {
        var problem = Should.Throw<SettingsException>(() => Bind((name, value))).Problems.ShouldHaveSingleItem();

        problem.Name.ShouldBe("APP_" + name);
        problem.Value.ShouldBe(value);
        problem.Message.ShouldBe($"APP_{name} is '{value}', but must be {allowed}.");
    }

    [Fact]
    public void Required_settings_that_are_not_set_are_named()
    {
        var error = Should.Throw<SettingsException>(() => RequiredSettings.Bind(Configuration(("HOST", ""))));

        error.Message.Split('\n').ShouldBe(
        [
            "REQ_PORT is not set; it must be an integer from -2147483648 to 2147483647.",
            "REQ_HOST is not set; it must be text that is not empty.",
            "REQ_TIMEOUT is not set; it must be a duration such as 500ms, 30s, 5m or 1h30m, from 1s to 10s.",
        ]);
        RequiredSettings.Bind(Configuration(("HOST", "h"), ("PORT", "80"), ("TIMEOUT", "5s")))
            .ShouldBe(new RequiredSettings(80) { Host = "h", Timeout = TimeSpan.FromSeconds(5) });
    }

    [Theory]
    [InlineData("SHAER", "APP_SHARE")]
    [InlineData("time_out", "APP_TIMEOUT")]
    [InlineData("B", "APP_BIG")]
    public void Unknown_name_is_a_problem_with_the_nearest_name_suggested(string name, string nearest) =>
        Should.Throw<SettingsException>(() => Bind((name, "1"))).Message
            .ShouldBe($"APP_{name.ToUpperInvariant()} is not a setting; did you mean {nearest}?");

    [Fact]
    public void Descriptions_tell_all_there_is_to_know()
    {
        var settings = AllSettings.Descriptions.ToDictionary(setting => setting.Name);

        settings["APP_TEXT"].ShouldBe(
            settings["APP_TEXT"] with { Type = "text", Default = "text", Summary = "A text with `code`, a Speed and a second line." });
        settings["APP_NOTHING"].Default.ShouldBeNull();
        settings["APP_COUNT"].Default.ShouldBe("-1");
        settings["APP_SHARE"].Allowed.ShouldBe("a number from 0 to 1");
        settings["APP_SPEED"].AllowedValues.ShouldBe(["very-fast", "TURTLE"]);
        settings["APP_SPEED"].Default.ShouldBe("very-fast");
        settings["APP_TIMEOUT"].Default.ShouldBe("90s");
        settings["APP_SIZE"].Default.ShouldBe("1MiB");
        settings["APP_NAMES"].Default.ShouldBe("a,b");
        settings["APP_CA_BUNDLE"].Default.ShouldBe("");
        RequiredSettings.Descriptions.Where(setting => setting.IsRequired)
            .Select(setting => setting.Name)
            .ShouldBe(["REQ_PORT", "REQ_HOST", "REQ_TIMEOUT"]);
    }

    private static AllSettings Bind(params (string Name, string Value)[] variables) => AllSettings.Bind(Configuration(variables));

    private static IConfiguration Configuration(params (string Name, string Value)[] variables) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)))
            .Build();
}
