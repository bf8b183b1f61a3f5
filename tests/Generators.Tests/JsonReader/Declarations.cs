namespace Compressor.Generators.Tests.JsonReader;

[JsonReader(
    typeof(S3Notification),
    typeof(QueueEvent),
    typeof(TopicEvent),
    typeof(BusEvent<InstanceChange>),
    typeof(StreamEvent),
    typeof(TableEvent),
    typeof(HttpRequest),
    typeof(Shapes),
    typeof(Shapes.Point),
    typeof(List<Shapes.Required>),
    typeof(Dictionary<string, int>),
    typeof(string))]
internal static partial class Events;

[JsonReader(typeof(Shapes), MatchCase = true, Skip = ["Shapes.Text"])]
internal static partial class ExactEvents;

[JsonWriter(typeof(HttpResponse), typeof(Shapes), typeof(List<int>), Skip = ["Mixed.Others"])]
internal static partial class Responses;

[JsonWriter(typeof(HttpResponse), OmitNulls = true)]
internal static partial class SparseResponses;

/// <summary>Ways in which types are created.</summary>
public class Shapes
{
    public string? Text { get; set; } = "default";

    public int Number { get; init; } = 7;

    public Point? Place { get; set; }

    public Required? Must { get; set; }

    public Size? Box { get; set; }

    public Grade Level { get; set; }

    public List<Mixed> Several { get; init; } = [];

    public string? NoSetter { get; } = "fixed";

    public string Private { get; private set; } = "private";

    public enum Grade
    {
        Low,
        High = 5,
    }

    public record Point(int X, int Y = 3, Grade Level = Grade.High)
    {
        public string? Label { get; init; } = "none";
    }

    public sealed record Required
    {
        public required string Name { get; init; }

        public string? Note { get; init; }
    }

    public readonly record struct Size(int Width, int Height)
    {
        public string Unit { get; init; } = "px";
    }

    public class Mixed
    {
        public Mixed()
            : this("wrong")
        {
        }

        [System.Text.Json.Serialization.JsonConstructor]
        public Mixed(string id) => Id = id;

        public string Id { get; }

        public int Count { get; set; } = 1;

        [System.Text.Json.Serialization.JsonExtensionData]
        public Dictionary<string, System.Text.Json.JsonElement>? Others { get; set; }
    }
}
