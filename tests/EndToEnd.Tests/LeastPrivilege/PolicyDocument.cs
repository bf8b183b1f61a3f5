using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>The statements of a policy as AWS has it, evaluated as far as ours need it.</summary>
internal sealed class PolicyDocument
{
    private readonly IReadOnlyList<Statement> _statements;

    private PolicyDocument(IReadOnlyList<Statement> statements) => _statements = statements;

    /// <summary>Everything that is allowed: each action with each pattern of resources.</summary>
    public IReadOnlySet<Permission> Grants => _statements.Where(statement => statement.Allows)
        .SelectMany(statement => statement.Actions, (statement, action) => (statement, action))
        .SelectMany(pair => pair.statement.Resources, (pair, resource) => new Permission(pair.action, resource))
        .ToHashSet();

    /// <summary>Reads a policy.</summary>
    /// <param name="json">The policy.</param>
    /// <param name="roleArn">Who asks: statements for another principal allow nothing.</param>
    public static PolicyDocument Parse(string json, string roleArn) => new(
        [.. JsonNode.Parse(json)!["Statement"]!.AsArray().Select(node => Statement.Read(node!, roleArn))]);

    /// <summary>Several policies of which each adds to what is allowed.</summary>
    public static PolicyDocument Union(IEnumerable<PolicyDocument> policies) => new([.. policies.SelectMany(policy => policy._statements)]);

    /// <summary>Whether some statement allows it and none denies it.</summary>
    public bool Permits(Permission wanted) =>
        _statements.Any(statement => statement.Allows && statement.Covers(wanted))
            && !_statements.Any(statement => !statement.Allows && statement.Covers(wanted));

    /// <summary>The grants that let <paramref name="wanted"/> through.</summary>
    public IEnumerable<Permission> GrantsFor(Permission wanted) =>
        Grants.Where(grant => Statement.Matches(grant.Action, wanted.Action) && Statement.Matches(grant.Resource, wanted.Resource));

    /// <param name="Allows">Else it denies.</param>
    /// <param name="Actions">Patterns of actions.</param>
    /// <param name="Resources">Patterns of ARNs.</param>
    private sealed record Statement(bool Allows, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)
    {
        public static Statement Read(JsonNode node, string roleArn)
        {
            var allows = node["Effect"]!.GetValue<string>() == "Allow";
            var condition = node["Condition"]?.ToJsonString();

            // A condition that is not understood never widens anything: it allows nothing, and denies everywhere.
            var holds = condition is null || condition == $$$"""{"ArnEquals":{"aws:PrincipalArn":"{{{roleArn}}}"}}""";
            return new(allows, allows && !holds ? [] : Texts(node["Action"]), Texts(node["Resource"]));
        }

        public bool Covers(Permission wanted) =>
            Actions.Any(action => Matches(action, wanted.Action)) && Resources.Any(resource => Matches(resource, wanted.Resource));

        public static bool Matches(string pattern, string text) =>
            FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), text, ignoreCase: false);

        private static string[] Texts(JsonNode? node) =>
            node is JsonArray many ? [.. many.Select(each => each!.GetValue<string>())] : [node!.GetValue<string>()];
    }
}
