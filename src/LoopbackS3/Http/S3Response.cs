using System.Text;
using System.Xml;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>An answer before it is written, so that a fault can spoil it.</summary>
internal sealed class S3Response(int status)
{
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

    public static S3Response Xml(Action<XmlWriter> write, int status = 200)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            write(xml);
        }

        var content = Content.From(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + text));
        return new S3Response(status) { Body = content, Count = content.Length }.With("Content-Type", "application/xml");
    }

    public static S3Response Error(S3ErrorException error, string resource, string requestId, bool sendsBody)
    {
        if (!sendsBody)
        {
            return new S3Response(error.Status) { SendsBody = false };
        }

        return Xml(
            xml =>
            {
                xml.WriteStartElement("Error");
                xml.WriteElementString("Code", error.Code);
                xml.WriteElementString("Message", error.Message);
                xml.WriteElementString("Resource", resource);
                xml.WriteElementString("RequestId", requestId);
                xml.WriteEndElement();
            },
            error.Status);
    }
}
