namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>Tests of the one deployment's life; all of it is over before the first of them.</summary>
[CollectionDefinition(Name)]
public sealed class DeploymentLifeGroup : ICollectionFixture<DeploymentLife>
{
    public const string Name = "deployment life";
}
