namespace Compressor.Generators.Tests.Friends;

/// <summary>Projects of which one sees the other's internal types, and which both use all that the generator has.</summary>
internal static class FriendSources
{
    public const string Lambda =
        """
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaSerializer
            {
                T Deserialize<T>(System.IO.Stream requestStream);
                void Serialize<T>(T response, System.IO.Stream responseStream);
            }
        }
        """;

    public const string Visible = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Second\")]";

    /// <summary>Every attribute, and every support type whose name users write.</summary>
    public const string Everything =
        """
        namespace PROJECT;

        using System.IO;
        using System.Linq;
        using System.Text.Json;
        using Microsoft.Extensions.Configuration;

        internal enum Kind { [JsonUnknown] Other, [JsonName("made")] Created, [SettingName("third-one")] Third }

        [JsonEvent]
        internal partial record Order
        {
            [JsonName("order-id", "id")] public required string Id { get; init; }
            [JsonUnixTime] public DateTimeOffset? At { get; init; }
            [JsonLenient] public string? Note { get; init; }
            [JsonRest] public Dictionary<string, JsonElement>? Others { get; init; }
            [JsonSkip] public object? Cache { get; init; }
            public Kind Kind { get; init; }
            public JsonRaw Raw { get; init; }
        }

        [JsonEvent, JsonLine] internal partial record Note { public string? Text { get; init; } }

        [JsonLine] internal partial record Answer(string Key, ByteSize Size, Kind Kind);

        [Settings("APP_")]
        internal partial record AppSettings
        {
            [Required] public string Bucket { get; init; } = "";
            [Range("1KB", "5GiB")] public ByteSize MaxSize { get; init; } = ByteSize.FromMebibytes(50);
            [Allowed("A", "B")] public string Class { get; init; } = "A";
            [SettingName("THE_KIND")] public Kind Kind { get; init; } = Kind.Third;
            partial void Validate(SettingProblems problems)
            {
                if (Bucket == "-") problems.Add(new SettingProblem("APP_BUCKET", Bucket, "no dash"));
            }

            public static string Names => string.Join(",", Descriptions.Select((SettingDescription setting) => setting.Name));
        }

        internal partial class Log(SampledLogWriter writer)
        {
            private SampledLogWriter Writer => writer;
            [SampledLog(LogLevel.Warn, "Stored {key}")] public partial void Stored(string key, ByteSize size, Exception? why);
        }

        internal class Plain { public string? Name { get; set; } }

        [LambdaJsonSerializer, JsonReader(typeof(Plain)), JsonWriter(typeof(Plain))]
        internal partial class Plains;

        internal static class Uses
        {
            public static string Run(string json)
            {
                try
                {
                    var order = Order.Read(System.Text.Encoding.UTF8.GetBytes(json));
                    using var stream = new MemoryStream();
                    var writer = new SampledLogWriter(1, false, stream);
                    writer.Begin("1");
                    new Log(writer).Stored(order.Id, new ByteSize(5), null);
                    writer.Complete(failed: false);
                    var line = new JsonLineBuffer();
                    new Answer(order.Id, 5, order.Kind).WriteTo(line);
                    new Plains().Serialize(new Plain { Name = AppSettings.Names }, stream);
                    return System.Text.Encoding.UTF8.GetString(line.Written);
                }
                catch (JsonEventException exception)
                {
                    return exception.Message;
                }
            }

            public static string Bind(string bucket)
            {
                try
                {
                    return AppSettings.Bind(new ConfigurationBuilder().AddInMemoryCollection(
                        new Dictionary<string, string?> { ["BUCKET"] = bucket }).Build()).MaxSize.ToString();
                }
                catch (SettingsException exception)
                {
                    return exception.Message;
                }
            }
        }
        """;

    /// <summary>What the second project, such as one of tests, does with the first one's internal types.</summary>
    public const string Second =
        """
        using Microsoft.Extensions.Configuration;

        [JsonReader(typeof(First.Plain))]
        [JsonWriter(typeof(First.Plain))]
        internal static partial class FirstPlains;

        [JsonEvent, JsonLine] internal partial record LongNote : First.Note { public int Length { get; init; } }

        [JsonLine] internal partial record LongAnswer(string Key, int Length) : First.Answer(Key, 5, First.Kind.Other);

        internal static class Across
        {
            public static string Run()
            {
                var length = LongNote.Read("{\"text\":\"a\",\"length\":5}"u8).Length;
                var size = First.AppSettings.Bind(new ConfigurationBuilder().AddInMemoryCollection(
                    new Dictionary<string, string?> { ["BUCKET"] = "b" }).Build()).MaxSize;
                return FirstPlains.ReadPlain("{\"name\":\"n\"}"u8).Name + First.Order.Read("{\"id\":\"a\"}"u8).Id + length + size.Bytes;
            }
        }
        """;
}
