using System.Reflection;
using System.Text;
using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.LambdaJsonSerializer;

/// <summary>The serializer for Amazon's packages, against a double of the interface, in a compilation of its own.</summary>
public class SerializerTests
{
    private const string Amazon =
        """
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaSerializer
            {
                T Deserialize<T>(System.IO.Stream requestStream);
                void Serialize<T>(T response, System.IO.Stream responseStream);
            }

            [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
            public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
            {
                public Type SerializerType { get; } = serializerType;
            }
        }
        """;

    private const string Types =
        """
        public class Order { public string? Id { get; set; } public List<int>? Sizes { get; set; } }
        public record struct Answer(string Text, int Count);
        """;

    private const string Serializer =
        """
        using Amazon.Lambda.Core;

        [assembly: LambdaSerializer(typeof(OrderSerializer))]

        [LambdaJsonSerializer]
        [JsonReader(typeof(Order), typeof(Answer))]
        [JsonWriter(typeof(Answer), typeof(Order))]
        public sealed partial class OrderSerializer;
        """;

    private static readonly Assembly Compiled = GeneratorHarness.Run([Amazon, Types, Serializer]).Load();

    [Fact]
    public void Payload_is_read_from_its_stream_whatever_pieces_it_comes_in()
    {
        var sizes = Enumerable.Range(0, 20_000).ToArray();
        var json = $$"""{"id":"é","sizes":[{{string.Join(',', sizes)}}]}""";

        foreach (var stream in new Stream[] { new MemoryStream(Encoding.UTF8.GetBytes(json)), new Trickle(Encoding.UTF8.GetBytes(json)) })
        {
            var order = Deserialize("Order", stream);
            order.GetType().GetProperty("Id")!.GetValue(order).ShouldBe("é");
            order.GetType().GetProperty("Sizes")!.GetValue(order).ShouldBe(sizes.ToList());
        }
    }

    [Fact]
    public void Response_is_written_to_its_stream_uncut()
    {
        var text = new string('x', 100_000);

        Serialize("Answer", text, 5).ShouldBe($$"""{"text":"{{text}}","count":5}""");
        Serialize("Order").ShouldBe("""{"id":null,"sizes":null}""");
    }

    [Fact]
    public void Null_response_is_null()
    {
        var output = new MemoryStream();
        Method("Serialize", "Order").Invoke(Instance(), [null, output]);
        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("null");
    }

    [Fact]
    public void Payload_that_does_not_fit_is_an_error_and_the_next_one_is_read()
    {
        Should.Throw<FormatException>(() => Deserialize("Order", new MemoryStream("""{"sizes":[1,"two"]}"""u8.ToArray()))).Message
            .ShouldBe("$.sizes[1] (byte 12): expected an integer from -2147483648 to 2147483647, found the string \"two\"");
        Deserialize("Order", new MemoryStream("{}"u8.ToArray())).ShouldNotBeNull();
    }

    [Fact]
    public void Type_that_is_not_listed_is_an_error() =>
        Should.Throw<TargetInvocationException>(
            () => Instance().GetType().GetMethod("Deserialize")!.MakeGenericMethod(typeof(Uri)).Invoke(Instance(), [new MemoryStream()]))
            .InnerException.ShouldBeOfType<NotSupportedException>().Message
            .ShouldBe("System.Uri is not one of the types that OrderSerializer lists; add it to [JsonReader] or [JsonWriter] there.");

    [Fact]
    public void Assembly_without_Amazons_package_is_told_to_add_it() =>
        GeneratorHarness.Run([Types, "[LambdaJsonSerializer, JsonReader(typeof(Order))] public sealed partial class S;"]).ShouldReport(
            "CMP060", "'S' is to be an ILambdaSerializer, which is not referenced; add the package Amazon.Lambda.Core", "S");

    [Fact]
    public void Serializer_without_types_is_told_to_list_them() =>
        GeneratorHarness.Run([Amazon, "[LambdaJsonSerializer] public sealed partial class S;"]).ShouldReport(
            "CMP061",
            "'S' lists no types; add [JsonReader(typeof(…))] for what the function gets, and [JsonWriter(typeof(…))] for what it returns",
            "S");

    private static object Deserialize(string type, Stream stream)
    {
        try
        {
            return Method("Deserialize", type).Invoke(Instance(), [stream])!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }

    private static string Serialize(string type, params object[] arguments)
    {
        var output = new MemoryStream();
        Method("Serialize", type).Invoke(Instance(), [Activator.CreateInstance(Compiled.GetType(type)!, arguments), output]);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static MethodInfo Method(string name, string type) =>
        Compiled.GetType("Amazon.Lambda.Core.ILambdaSerializer")!.GetMethod(name)!.MakeGenericMethod(Compiled.GetType(type)!);

    private static object Instance() => Activator.CreateInstance(Compiled.GetType("OrderSerializer")!)!;

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
