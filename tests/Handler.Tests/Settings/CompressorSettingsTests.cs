using Compressor.Core.Archiving;
using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Microsoft.Extensions.Configuration;

namespace Compressor.Handler.Tests.Settings;

public class CompressorSettingsTests
{
    [Fact]
    public void Without_variables_all_is_at_its_default()
    {
        var settings = Bind();

        settings.ShouldBe(new CompressorSettings());
        settings.IncomingPrefix.ShouldBe("incoming/");
        settings.ProcessedPrefix.ShouldBe("processed/");
        settings.SourceSuffix.ShouldBe(".json");
        settings.MaxFileSize.Bytes.ShouldBe(50L * 1024 * 1024);
        settings.Compression.ShouldBe(Compression.Balanced);
        settings.StorageClass.ShouldBe("STANDARD");
        settings.SourceAfterSuccess.ShouldBe(SourceAfterSuccess.Keep);
        settings.VerifyArchives.ShouldBeFalse();
        settings.LogSamplingRate.ShouldBe(0.01);
        settings.Debug.ShouldBeFalse();
        settings.WarmUp.ShouldBeTrue();
        settings.CaBundle.ShouldBeNull();
    }

    [Fact]
    public void Each_setting_is_bound()
    {
        var settings = Bind(
            ("INCOMING_PREFIX", "in/"), (
                "PROCESSED_PREFIX", "out/"), ("SOURCE_SUFFIX", ".ndjson"), ("MAX_FILE_SIZE", "50MB"), ("COMPRESSION", "small"),
            ("STORAGE_CLASS", "GLACIER_IR"), ("SOURCE_AFTER_SUCCESS", "delete"), ("VERIFY_ARCHIVES", "true"), ("LOG_SAMPLING_RATE", "0.5"),
            ("DEBUG", "true"), ("WARM_UP", "false"), ("CA_BUNDLE", "system"));

        settings.ShouldBe(new CompressorSettings
        {
            IncomingPrefix = "in/",
            ProcessedPrefix = "out/",
            SourceSuffix = ".ndjson",
            MaxFileSize = 50_000_000,
            Compression = Compression.Small,
            StorageClass = "GLACIER_IR",
            SourceAfterSuccess = SourceAfterSuccess.Delete,
            VerifyArchives = true,
            LogSamplingRate = 0.5,
            Debug = true,
            WarmUp = false,
            CaBundle = CaBundle.System,
        });
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_what_is_allowed()
    {
        var error = Should.Throw<FormatException>(() => Bind(
            ("MAX_FILE_SIZE", "50 apples"), ("COMPRESSION", "zstd"), ("LOG_SAMPLING_RATE", "1.5"), ("DEBUG", "yes"),
            ("STORAGE_CLASS", "COLD"), ("LOG_SAMPLE_RATE", "0.1"), ("PROCESSED_PREFIX", "incoming/done/")));

        error.Message.Split('\n').ShouldBe(
        [
            "COMPRESSOR_MAX_FILE_SIZE is '50 apples', but must be a size such as 50MB (50,000,000 bytes) or 50MiB (52,428,800 bytes), "
                + "from 1B to 5TiB.",
            "COMPRESSOR_COMPRESSION is 'zstd', but must be one of fast, balanced, small.",
            "COMPRESSOR_STORAGE_CLASS is 'COLD', but must be one of STANDARD, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, "
                + "GLACIER, DEEP_ARCHIVE.",
            "COMPRESSOR_LOG_SAMPLING_RATE is '1.5', but must be a number from 0 to 1.",
            "COMPRESSOR_DEBUG is 'yes', but must be true or false.",
            "COMPRESSOR_LOG_SAMPLE_RATE is not a setting; did you mean COMPRESSOR_LOG_SAMPLING_RATE?",
            "COMPRESSOR_INCOMING_PREFIX is 'incoming/' and COMPRESSOR_PROCESSED_PREFIX is 'incoming/done/', but neither may start with "
                + "the other: archives would be compressed again.",
        ]);
    }

    [Theory]
    [InlineData("a/", "a/b/")]
    [InlineData("a/b/", "a/")]
    [InlineData("a/", "a/")]
    [InlineData("", "a/")]
    public void Prefixes_that_overlap_are_refused(string incoming, string processed) =>
        Should.Throw<FormatException>(() => Bind(("INCOMING_PREFIX", incoming), ("PROCESSED_PREFIX", processed)))
            .Message.ShouldContain("neither may start with the other");

    [Fact]
    public void Empty_value_is_a_text_but_no_other_value()
    {
        var settings = Bind(("SOURCE_SUFFIX", ""), ("CA_BUNDLE", ""), ("DEBUG", ""), ("MAX_FILE_SIZE", ""), ("STORAGE_CLASS", ""));

        settings.ShouldBe(new CompressorSettings { SourceSuffix = "" });
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("-0.1")]
    [InlineData("0,5")]
    [InlineData("1e999")]
    public void Rate_that_is_no_share_is_refused(string rate) =>
        Should.Throw<FormatException>(() => Bind(("LOG_SAMPLING_RATE", rate)));

    [Fact]
    public void Environment_variables_are_bound_whatever_their_case()
    {
        const string variable = "compressor_Log_Sampling_Rate";
        Environment.SetEnvironmentVariable(variable, "0.25");
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables(CompressorSettings.Prefix).Build();
            CompressorSettings.Bind(configuration).LogSamplingRate.ShouldBe(0.25);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private static CompressorSettings Bind(params (string Name, string Value)[] variables) =>
        CompressorSettings.Bind(new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)))
            .Build());
}
