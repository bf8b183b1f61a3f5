using System.Xml.Linq;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether somebody gets the alarms: a confirmed subscriber of a topic that the alarm on dead letters tells.</summary>
internal sealed class SubscriberCheck(DeployedResources deployment, AwsConnection connection)
{
    private const string Name = "alarms";

    private string Alarm => $"{deployment.FunctionName}-dead-letters";

    /// <summary>Asks CloudWatch for the alarm, and SNS for the subscribers of its topics.</summary>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var alarm = await FindAlarmAsync(cancellationToken);
            if (alarm is null)
            {
                return CheckResult.Warn(Name, $"there is no alarm {Alarm}: nobody is told of events that failed");
            }

            var topics = (alarm.Element("AlarmActions")?.Elements("member") ?? [])
                .Select(action => action.Value)
                .Where(action => action.Split(':') is [_, _, "sns", ..])
                .ToList();
            return alarm.Element("ActionsEnabled")?.Value == "false" || topics.Count == 0
                ? CheckResult.Warn(Name, $"{Alarm} tells no topic: set alarm_actions_enabled, or alarm_topic_arns")
                : Judge(topics, await ListSubscriptionsAsync(topics, cancellationToken));
        }
        catch (QueryRefusedException e)
        {
            var service = e.Action == "DescribeAlarms" ? "cloudwatch" : "sns";
            return CheckResult.Skip(Name, $"who gets them is not told ({e.Code}): allow {service}:{e.Action}");
        }
        catch (HttpRequestException e)
        {
            return CheckResult.Skip(Name, $"who gets them cannot be asked: {(e.InnerException ?? e).Message}");
        }
    }

    private static CheckResult Judge(IReadOnlyList<string> topics, IReadOnlyList<XElement> subscriptions)
    {
        // SNS has no ARN for a subscription that nobody has confirmed.
        var confirmed = subscriptions.Count(IsConfirmed);
        if (confirmed > 0)
        {
            return CheckResult.Ok(Name, $"{confirmed} {(confirmed == 1 ? "subscriber gets" : "subscribers get")} them");
        }

        var names = string.Join(" and ", topics.Select(topic => topic.Split(':')[^1]));
        return subscriptions.Count == 0
            ? CheckResult.Warn(Name, $"nobody is subscribed to {names}: set alarm_emails or alarm_topic_arns, or subscribe somebody")
            : CheckResult.Fail(
                Name,
                $"{string.Join(" and ", subscriptions.Select(each => each.Element("Endpoint")?.Value))} must confirm the subscription to "
                    + $"{names}: until then nobody gets them");
    }

    private static bool IsConfirmed(XElement subscription) =>
        subscription.Element("SubscriptionArn")?.Value.StartsWith("arn:", StringComparison.Ordinal) == true;

    private async Task<XElement?> FindAlarmAsync(CancellationToken cancellationToken)
    {
        using var cloudWatch = QueryApi.CreateCloudWatch(connection);
        var answer = await cloudWatch.AskAsync("DescribeAlarms", [("AlarmNames.member.1", Alarm)], cancellationToken);
        return answer.Descendants("MetricAlarms").Elements("member").FirstOrDefault();
    }

    private async Task<IReadOnlyList<XElement>> ListSubscriptionsAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        using var sns = QueryApi.CreateSns(connection);
        List<XElement> found = [];
        foreach (var topic in topics)
        {
            string? next = null;
            do
            {
                (string, string)[] page = next is null ? [] : [("NextToken", next)];
                var answer = await sns.AskAsync("ListSubscriptionsByTopic", [("TopicArn", topic), .. page], cancellationToken);
                found.AddRange(answer.Descendants("Subscriptions").Elements("member"));
                next = answer.Descendants("NextToken").FirstOrDefault()?.Value;
            }
            while (next is { Length: > 0 });
        }

        return found;
    }
}
