namespace Compressor.EndToEnd.Tests;

/// <summary>Tests of the one deployment; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DeployedFunctionGroup : ICollectionFixture<DeployedFunction>
{
    public const string Name = "deployed function";
}
