using System.Text;
using System.Xml;
using System.Xml.Linq;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>An answer before it is written, so that a fault can spoil it.</summary>
internal sealed class S3Response(int status)
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public int Status => status;

    public List<(string Name, string Value)> Headers { get; } = [];

    public Content? Body { get; init; }

    /// <summary>Which bytes of the body.</summary>
    public long Offset { get; init; }

    public long Count { get; init; }

    /// <summary>A HEAD says how long the body would be, and sends none.</summary>
    public bool SendsBody { get; init; } = true;

    public S3Response With(string name, string? value)
    {
        if (value is not null)
        {
            Headers.Add((name, value));
        }

        return this;
    }

    /// <summary>A document of the elements that are not null, in this order. A value may be a list of elements again.</summary>
    public static S3Response Xml(string root, IEnumerable<(string Name, object? Value)> elements, int status = 200)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            Element(status == 200 ? Namespace : XNamespace.None, root, elements).WriteTo(xml);
        }

        var content = Content.From(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text));
        return new S3Response(status) { Body = content, Count = content.Length }.With("Content-Type", "application/xml");
    }

    public static S3Response Error(S3ErrorException error, string resource, string requestId, bool sendsBody) => sendsBody
        ? Xml("Error", [("Code", error.Code), ("Message", error.Message), ("Resource", resource), ("RequestId", requestId)], error.Status)
        : new S3Response(error.Status) { SendsBody = false };

    private static XElement Element(XNamespace space, string name, object value) => new(
        space + name,
        value is IEnumerable<(string Name, object? Value)> children
            ? children.Where(child => child.Value is not null).Select(child => Element(space, child.Name, child.Value!))
            : value);
}
