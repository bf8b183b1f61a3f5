using System.Text;
using System.Text.Json;

namespace Compressor.Generators.Tests.JsonReader;

/// <summary>Writing types that were not made for the generator.</summary>
public class WriterTests
{
    [Fact]
    public void Response_is_written_with_the_names_of_its_attributes()
    {
        var response = new HttpResponse
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain" },
            Body = "h\u00e9\"",
            Details = JsonDocument.Parse("[1,2]").RootElement,
        };
        response.Self = response;

        Write(response).ShouldBe(
            """{"statusCode":200,"headers":{"Content-Type":"text/plain"},"body":"hé\"","details":[1,2],"parts":null}""");
    }

    [Fact]
    public void Nulls_are_left_out_where_the_property_or_the_class_says_so()
    {
        Write(new HttpResponse { StatusCode = 204 }).ShouldBe("""{"statusCode":204,"headers":null,"details":null,"parts":null}""");

        var json = new JsonLineBuffer();
        SparseResponses.Write(json, new HttpResponse { StatusCode = 204 });
        Encoding.UTF8.GetString(json.Written).ShouldBe("""{"statusCode":204}""");
    }

    [Fact]
    public void Collections_can_be_documents()
    {
        var json = new JsonLineBuffer();
        Responses.Write(json, [1, 2, 3]);
        Encoding.UTF8.GetString(json.Written).ShouldBe("[1,2,3]");
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var shapes = new Shapes
        {
            Text = "t",
            Place = new Shapes.Point(1, 2) { Label = "l" },
            Box = new Shapes.Size(3, 4) { Unit = "em" },
            Must = new Shapes.Required { Name = "n" },
            Level = Shapes.Grade.High,
            Several = [new Shapes.Mixed("a") { Count = 5 }],
        };
        var json = new JsonLineBuffer();
        Responses.Write(json, shapes);

        JsonSerializer.Serialize(Events.ReadShapes(json.Written)).ShouldBe(JsonSerializer.Serialize(shapes));
    }

    [Fact]
    public void Circle_of_objects_is_an_error_and_the_buffer_can_be_used_again()
    {
        var response = new HttpResponse();
        response.Parts = [response];
        var json = new JsonLineBuffer();

        Should.Throw<InvalidOperationException>(() => Responses.Write(json, response)).Message
            .ShouldBe("Objects are nested deeper than 256 levels, or in a circle.");
        json.Clear();
        Responses.Write(json, new List<int> { 1 });
        Encoding.UTF8.GetString(json.Written).ShouldBe("[1]");
    }

    [Fact]
    public void Object_of_a_type_that_nobody_declared_is_an_error() =>
        Should.Throw<NotSupportedException>(() => Write(new HttpResponse { Details = new object() })).Message
            .ShouldBe("A System.Object is not written as JSON where its type is object.");

    private static string Write(HttpResponse response)
    {
        var json = new JsonLineBuffer();
        Responses.Write(json, response);
        return Encoding.UTF8.GetString(json.Written);
    }
}
