using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>
/// A policy with the elements and operators that ours use, each as IAM's reference describes it
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html). What it does not know, it refuses.
/// </summary>
internal sealed class Policy
{
    private readonly IReadOnlyList<JsonObject> _statements;

    private Policy(IReadOnlyList<JsonObject> statements) => _statements = statements;

    public static Policy Parse(string json) =>
        new([.. JsonNode.Parse(json)!["Statement"]!.AsArray().Select(statement => statement!.AsObject())]);

    /// <summary>Whether a statement with this effect is about the request.</summary>
    public bool Says(string effect, Request request) =>
        _statements.Any(statement => statement["Effect"]!.GetValue<string>() == effect && Covers(statement, request));

    /// <summary>Whether it names this principal itself, and does not only leave it to the account's identity policies.</summary>
    private static bool Covers(JsonObject statement, Request request)
    {
        string[] known = ["Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"];
        statement.Select(element => element.Key).ShouldBeSubsetOf(known);
        return (statement["Principal"] is not { } principal || IsNamed(principal, request))
            && Texts(statement["Action"]!).Any(action => Matches(action, request.Action, ignoreCase: true))
            && (statement["Resource"] is not { } resource || Texts(resource).Any(pattern => Matches(pattern, request.Resource)))
            && (statement["NotResource"] is not { } others || !Texts(others).Any(pattern => Matches(pattern, request.Resource)))
            && (statement["Condition"]?.AsObject() ?? []).All(
                test => test.Value!.AsObject().All(key => IsMet(test.Key, key.Key, [.. Texts(key.Value!)], request)));
    }

    private static bool IsNamed(JsonNode principal, Request request) => principal is JsonValue
        ? principal.GetValue<string>() == "*"
        : principal.AsObject().Any(kind => Texts(kind.Value!).Any(
            name => kind.Key == "Service" ? name == request.Service : name == request.Role || name == request.AccountRoot));

    private static bool IsMet(string test, string key, IReadOnlyList<string> wanted, Request request)
    {
        var found = request.Context.GetValueOrDefault(key);
        return test switch
        {
            "Bool" => found is not null && wanted.Contains(found),
            "Null" => wanted.Single() == "true" ? found is null : found is not null,
            "StringEquals" => found is not null && wanted.Contains(found),
            "ArnEquals" or "ArnLike" => found is not null && wanted.Any(pattern => Matches(pattern, found)),
            "ArnNotEquals" => found is null || !wanted.Any(pattern => Matches(pattern, found)),
            _ => throw new NotSupportedException($"{test} is not among the operators that are known here."),
        };
    }

    private static IEnumerable<string> Texts(JsonNode node) =>
        node is JsonArray several ? several.Select(each => each!.GetValue<string>()) : [node.GetValue<string>()];

    private static bool Matches(string pattern, string text, bool ignoreCase = false)
    {
        var expression = Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal);
        var options = ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.Singleline : RegexOptions.Singleline;
        return Regex.IsMatch(text, $"^{expression}$", options);
    }
}

/// <summary>What somebody asks AWS for.</summary>
/// <param name="Role">The ARN of the role that asks, or null.</param>
/// <param name="Service">The service that asks, such as <c>s3.amazonaws.com</c>, or null.</param>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Resource">The ARN of what it is asked of.</param>
/// <param name="Context">What conditions can be about; a key that a request does not have is not there.</param>
internal sealed record Request(
    string? Role, string? Service, string Action, string Resource, IReadOnlyDictionary<string, string> Context)
{
    /// <summary>How an account names all of its own principals.</summary>
    public string? AccountRoot => Role is null ? null : $"arn:aws:iam::{Role.Split(':')[4]}:root";

    /// <summary>
    /// Decides as AWS does: an explicit deny anywhere ends it; an endpoint must let it through; in one account the identity's policy or the
    /// resource's must allow it, across accounts both, and a service is allowed by the resource's only.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    /// </summary>
    /// <param name="identity">What the role is allowed; null for a service.</param>
    /// <param name="resource">The policy of what it is asked of, or null where there is none.</param>
    /// <param name="endpoint">The policy of the endpoint that it goes through, or null.</param>
    /// <param name="owner">The account of what it is asked of.</param>
    public bool IsAllowed(Policy? identity, Policy? resource, Policy? endpoint, string owner)
    {
        if (new[] { identity, resource, endpoint }.Any(policy => policy?.Says("Deny", this) == true)
            || endpoint?.Says("Allow", this) == false)
        {
            return false;
        }

        var (byIdentity, byResource) = (identity?.Says("Allow", this) == true, resource?.Says("Allow", this) == true);
        return Role is null ? byResource : Role.Split(':')[4] == owner ? byIdentity || byResource : byIdentity && byResource;
    }
}
