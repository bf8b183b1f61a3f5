using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment.Releases;

/// <summary>Finishes a release or takes it back, and says what is live then.</summary>
internal sealed class ReleaseJob(FunctionReleases releases, TextWriter output)
{
    /// <summary>Says which versions receive events.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken) =>
        await output.WriteLineAsync((await releases.ReadAliasAsync(cancellationToken)).ToString());

    /// <summary>Gives all events to the version that has a share of them.</summary>
    /// <exception cref="CommandException">No version has a share.</exception>
    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        var alias = await releases.ReadAliasAsync(cancellationToken);
        var canary = alias.Canary ?? throw new CommandException($"There is no canary to promote: version {alias.Version} gets all events.");
        await output.WriteLineAsync((await releases.MoveAliasAsync(alias, canary, cancellationToken)).ToString());
    }

    /// <summary>
    /// Takes its share from the version that has one; where none has, gives all events to the version before the one that is live.
    /// </summary>
    /// <exception cref="CommandException">There is no version to go back to.</exception>
    public async Task RollBackAsync(CancellationToken cancellationToken)
    {
        var alias = await releases.ReadAliasAsync(cancellationToken);
        var version = alias.Canary is not null ? alias.Version : await FindBeforeAsync(alias.Version, cancellationToken);
        var now = await releases.MoveAliasAsync(alias, version, cancellationToken);
        await output.WriteLineAsync(now.ToString());
        await output.WriteLineAsync(
            $"The next `make deploy` gives the newest version all events again; with LIVE_VERSION={version} it keeps this one live.");
    }

    /// <summary>Deletes versions that receive nothing, but the newest ones.</summary>
    /// <param name="keep">How many of the newest to keep, besides those that receive events.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PruneAsync(int keep, CancellationToken cancellationToken)
    {
        var versions = await releases.ListVersionsAsync(cancellationToken);
        var alias = await releases.ReadAliasAsync(cancellationToken);
        var old = versions.SkipLast(keep).Where(version => version != alias.Version && version != alias.Canary).ToList();
        foreach (var version in old)
        {
            await releases.DeleteVersionAsync(version, cancellationToken);
        }

        if (old.Count > 0)
        {
            await output.WriteLineAsync($"Deleted {(old.Count == 1 ? "version" : "versions")} {string.Join(", ", old)}.");
        }
    }

    private async Task<int> FindBeforeAsync(int version, CancellationToken cancellationToken)
    {
        var before = (await releases.ListVersionsAsync(cancellationToken)).Where(each => each < version).ToList();
        return before.Count > 0 ? before[^1] : throw new CommandException($"There is no version before {version} to go back to.");
    }
}
