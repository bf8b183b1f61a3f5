namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>A deployment that deletes its sources, and so keeps their versions.</summary>
public sealed class DeletingFunction() : DeployedFunction(
    "end-to-end-delete", new Dictionary<string, string> { ["source_after_success"] = "delete" });
