using System.Text.Json.Nodes;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>The policies of a deployment, as its Terraform state has them.</summary>
internal sealed class StatePolicies(JsonNode state)
{
    private readonly IReadOnlyList<JsonNode> _resources = [.. Resources(state["values"]!["root_module"]!)];

    public string Role => Value("module.function.aws_iam_role.function[0]", "arn");

    public Policy RolePolicy => Policy.Parse(Value("module.function.aws_iam_role_policy.function[0]", "policy"));

    public Policy RoleTrust => Policy.Parse(Value("module.function.aws_iam_role.function[0]", "assume_role_policy"));

    public Policy Bucket => Policy.Parse(Value("module.bucket.aws_s3_bucket_policy.this[0]", "policy"));

    public Policy Endpoint => Policy.Parse(Value("module.network.aws_vpc_endpoint.s3[0]", "policy"));

    public Policy Topic => Policy.Parse(Value("module.alarms.aws_sns_topic_policy.alarms[0]", "policy"));

    public Policy TopicKey => Policy.Parse(Value("module.alarms.aws_kms_key.alarms[0]", "policy"));

    public Policy ExpiredTopic => Policy.Parse(Value("module.notification.aws_sns_topic_policy.expired[0]", "policy"));

    public Policy ExpiredQueue => Policy.Parse(Value("module.notification.aws_sqs_queue.expired[0]", "policy"));

    /// <summary>The alias's policy, which Lambda makes from the permission.</summary>
    public Policy Function => Policy.Parse(new JsonObject
    {
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = Value(Permission, "principal") },
            ["Action"] = Value(Permission, "action"),
            ["Resource"] = "*",
            ["Condition"] = new JsonObject
            {
                ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = Value(Permission, "source_arn") },
                ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = Value(Permission, "source_account") },
            },
        }),
    }.ToJsonString());

    private static string Permission => "module.notification.aws_lambda_permission.bucket";

    /// <summary>An attribute of a resource, by its address.</summary>
    public string Value(string address, string attribute) =>
        _resources.Single(resource => resource["address"]!.GetValue<string>() == address)["values"]![attribute]!.GetValue<string>();

    private static IEnumerable<JsonNode> Resources(JsonNode module) =>
    [
        .. (module["resources"]?.AsArray() ?? []).Select(resource => resource!),
        .. (module["child_modules"]?.AsArray() ?? []).SelectMany(child => Resources(child!)),
    ];
}
