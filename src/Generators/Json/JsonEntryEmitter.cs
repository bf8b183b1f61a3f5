using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the method that reads a whole document, and explains what does not fit.</summary>
internal static class JsonEntryEmitter
{
    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="declaration">Its modifiers, type and name.</param>
    /// <param name="value">The expression that reads the value from <c>reader</c>.</param>
    public static void Emit(SourceWriter writer, string declaration, string value) => writer.Line($$"""

        /// <summary>Reads a whole document of UTF-8 JSON.</summary>
        /// <param name="utf8Json">The document; a byte order mark before it is skipped.</param>
        /// <exception cref="global::System.FormatException">
        /// It is malformed, or does not fit: the message has the path, the byte offset, what was expected and what was found.
        /// </exception>
        {{declaration}}(global::System.ReadOnlySpan<byte> utf8Json)
        {
            var reader = new global::Compressor.Generators.JsonScanner(utf8Json);
            try
            {
                var value = {{value}};
                reader.End();
                return value;
            }
            catch (global::Compressor.Generators.JsonEventException exception) when (exception.Path is null)
            {
                throw global::Compressor.Generators.JsonErrors.Explain(exception, utf8Json);
            }
        }
        """);
}
