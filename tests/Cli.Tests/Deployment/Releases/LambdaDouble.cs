using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compressor.Cli.Tests.Deployment.Releases;

/// <summary>
/// Lambda's API for one function's versions and its alias, as strict as the real one: pages of two versions, no change of an alias that
/// somebody else changed, no deletion of a version that an alias points at.
/// </summary>
internal sealed class LambdaDouble : IAsyncDisposable
{
    private const int PageSize = 2;

    private readonly WebApplication _app;
    private int _revision;

    private LambdaDouble(WebApplication app) => _app = app;

    public List<int> Versions { get; } = [1, 2, 3, 4, 5];

    public int Live { get; set; } = 5;

    public int? Canary { get; set; }

    /// <summary>Called when an alias is to be changed, before it is.</summary>
    public Action<LambdaDouble> BeforeUpdate { get; set; } = _ => { };

    public Uri Endpoint => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<LambdaDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var lambda = new LambdaDouble(app);
        app.Run(lambda.AnswerAsync);
        await app.StartAsync();
        return lambda;
    }

    public void ChangeAlias(int live)
    {
        (Live, Canary) = (live, null);
        _revision++;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (status, answer) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/2015-03-31/functions/compressor/aliases/live") => (200, Alias()),
            ("PUT", "/2015-03-31/functions/compressor/aliases/live") => Update((await JsonNode.ParseAsync(context.Request.Body))!),
            ("GET", "/2015-03-31/functions/compressor/versions") => (200, Page(context.Request.Query["Marker"])),
            ("DELETE", "/2015-03-31/functions/compressor") => Delete(context.Request.Query["Qualifier"]!),
            _ => (404, new JsonObject()),
        };
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(status == 204 ? "" : answer.ToJsonString());
    }

    private JsonObject Alias()
    {
        var alias = new JsonObject { ["FunctionVersion"] = Text(Live), ["RevisionId"] = Text(_revision) };
        if (Canary is { } canary)
        {
            alias["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = new JsonObject { [Text(canary)] = 0.1 } };
        }

        return alias;
    }

    private (int Status, JsonObject Answer) Update(JsonNode body)
    {
        BeforeUpdate(this);
        var version = int.Parse(body["FunctionVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        if (body["RevisionId"]!.GetValue<string>() != Text(_revision) || !Versions.Contains(version))
        {
            return (412, new JsonObject { ["Message"] = "The RevisionId provided does not match the latest RevisionId." });
        }

        body["RoutingConfig"]!["AdditionalVersionWeights"]!.AsObject().Count.ShouldBe(0);
        ChangeAlias(version);
        return (200, Alias());
    }

    private JsonObject Page(string? marker)
    {
        var start = marker is null ? 0 : int.Parse(marker, CultureInfo.InvariantCulture);
        var all = Versions.Select(Text).Prepend("$LATEST").ToList();
        var page = new JsonArray(
            [.. all.Skip(start).Take(PageSize).Select(version => (JsonNode)new JsonObject { ["Version"] = version })]);
        return start + PageSize < all.Count
            ? new() { [nameof(Versions)] = page, ["NextMarker"] = Text(start + PageSize) }
            : new() { [nameof(Versions)] = page };
    }

    private (int Status, JsonObject Answer) Delete(string qualifier)
    {
        var version = int.Parse(qualifier, CultureInfo.InvariantCulture);
        return version == Live || version == Canary || !Versions.Remove(version) ? (409, new JsonObject()) : (204, new JsonObject());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
