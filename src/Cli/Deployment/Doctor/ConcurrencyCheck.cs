using System.Globalization;
using System.Text.Json.Nodes;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether the account can give what the function is to reserve.</summary>
internal static class ConcurrencyCheck
{
    private const string Name = "concurrency";

    /// <summary>What is proposed for CONCURRENCY_QUOTA: enough for the default of RESERVED_CONCURRENCY twice.</summary>
    private const int ProposedQuota = 3000;

    /// <summary>Compares.</summary>
    /// <param name="wanted">What the function is to reserve; null for nothing.</param>
    /// <param name="account">What the account has.</param>
    public static CheckResult Judge(int? wanted, AccountConcurrency account)
    {
        var limit = Number(account.Limit);
        if (wanted is null)
        {
            return CheckResult.Ok(
                Name, $"nothing is reserved; the account has {limit} environments, of which {Number(account.Unreserved)} are unreserved");
        }

        if (wanted <= account.MaxReservable)
        {
            return CheckResult.Ok(Name, $"{Number(wanted.Value)} environments can be reserved, of the account's {limit}");
        }

        var own = account.OwnReservation > 0 ? $" and {Number(account.OwnReservation)} that this function has" : "";
        var smaller = account.MaxReservable > 0
            ? $"RESERVED_CONCURRENCY={account.MaxReservable}"
            : "RESERVED_CONCURRENCY=null (no limit of its own)";
        var larger = account.Limit < ProposedQuota && wanted + Concurrency.Unreserved <= ProposedQuota
            ? $"deploy with that and CONCURRENCY_QUOTA={ProposedQuota}, which asks AWS for as much, and raise it when that is granted"
            : $"ask AWS for more than {limit} (Service Quotas, Lambda, L-B99A9384) and raise it when that is granted";
        return CheckResult.Fail(
            Name,
            $"RESERVED_CONCURRENCY={wanted} is more than the account can give: {Number(Math.Max(0, account.MaxReservable))} of {limit} "
            + $"({Number(account.Unreserved)} unreserved{own}, less the {Concurrency.Unreserved} that AWS keeps unreserved). Either "
            + $"{smaller}, or {larger}");
    }

    /// <summary>Asks Lambda, and compares.</summary>
    public static async Task<CheckResult> RunAsync(AwsConnection connection, PlannedDeployment planned, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(planned.ReservedConcurrency, await AccountConcurrency.ReadAsync(connection, planned.Name, cancellationToken));
        }
        catch (LambdaRefusedException e)
        {
            return CheckResult.Skip(
                Name,
                $"Lambda does not report the account's concurrency ({e.Message}): lambda:GetAccountSettings and "
                    + "lambda:GetFunctionConcurrency are needed");
        }
        catch (HttpRequestException e)
        {
            return CheckResult.Fail(
                Name, $"Lambda does not answer ({(e.InnerException ?? e).Message.TrimEnd('.')}): check the network and the region");
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>How many invocations Lambda runs at a time for an account in a region.</summary>
/// <param name="Limit">The account's quota.</param>
/// <param name="Unreserved">What no function has reserved.</param>
/// <param name="OwnReservation">What the function in question has reserved already.</param>
internal sealed record AccountConcurrency(int Limit, int Unreserved, int OwnReservation)
{
    /// <summary>How many the function can reserve; below 1 if none.</summary>
    public int MaxReservable => Unreserved + OwnReservation - Concurrency.Unreserved;

    /// <summary>Asks Lambda.</summary>
    /// <exception cref="LambdaRefusedException">Lambda does not answer with its limits.</exception>
    /// <exception cref="HttpRequestException">Lambda cannot be reached.</exception>
    public static async Task<AccountConcurrency> ReadAsync(AwsConnection connection, string function, CancellationToken cancellationToken)
    {
        using var lambda = new LambdaApi(connection);
        var settings = await lambda.GetAsync("/2016-08-19/account-settings", cancellationToken)
            ?? throw new LambdaRefusedException("it does not know GetAccountSettings");
        var own = await lambda.GetAsync(
            $"/2019-09-30/functions/{Uri.EscapeDataString(function)}/concurrency", cancellationToken);
        return settings["AccountLimit"] is JsonObject limits
            && Number(limits, "ConcurrentExecutions") is { } limit
            && Number(limits, "UnreservedConcurrentExecutions") is { } unreserved
            ? new(limit, unreserved, Number(own, "ReservedConcurrentExecutions") ?? 0)
            : throw new LambdaRefusedException("its answer has no limits");
    }

    private static int? Number(JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
