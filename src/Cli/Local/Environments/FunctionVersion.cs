namespace Compressor.Cli.Local.Environments;

/// <summary>The version of a function that runs here: there is one, the code in the zip.</summary>
internal static class FunctionVersion
{
    /// <summary>Lambda's name for the unpublished version.</summary>
    public const string Latest = "$LATEST";
}
