using System.Globalization;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether the account has what the function is to reserve.</summary>
internal static class ConcurrencyCheck
{
    private const string Name = "concurrency";

    /// <summary>What REQUEST_CONCURRENCY_QUOTA=true asks for.</summary>
    private const int RequestedQuota = 3000;

    /// <summary>Compares.</summary>
    /// <param name="wanted">What the function is to reserve; null for nothing.</param>
    /// <param name="account">What the account has.</param>
    public static CheckResult Judge(int? wanted, AccountConcurrency account)
    {
        var limit = Number(account.Limit);
        if (wanted is null)
        {
            return CheckResult.Ok(
                Name, $"nothing is reserved; the account has {limit} environments, of which {Number(account.Unreserved)} are for all");
        }

        if (wanted <= account.MostReservable)
        {
            return CheckResult.Ok(Name, $"{Number(wanted.Value)} environments can be reserved, of the account's {limit}");
        }

        var own = account.OwnReservation > 0 ? $" and {Number(account.OwnReservation)} that this function has" : "";
        var smaller = account.MostReservable > 0
            ? $"RESERVED_CONCURRENCY={account.MostReservable}"
            : "RESERVED_CONCURRENCY=null (no limit of its own)";
        var larger = account.Limit < RequestedQuota && wanted + AccountConcurrency.KeptUnreserved <= RequestedQuota
            ? $"deploy with that and REQUEST_CONCURRENCY_QUOTA=true, which asks AWS for {Number(RequestedQuota)}, and raise it when "
            + $"that is granted"
            : $"ask AWS for more than {limit} (Service Quotas, Lambda, L-B99A9384) and raise it when that is granted";
        return CheckResult.Fail(
            Name,
            $"RESERVED_CONCURRENCY={wanted} is more than the account can give: {Number(Math.Max(0, account.MostReservable))} of {limit} "
            + $"({Number(account.Unreserved)} unreserved{own}, less the {AccountConcurrency.KeptUnreserved} that AWS keeps so). Either "
            + $"{smaller}, or {larger}");
    }

    /// <summary>Asks Lambda, and compares.</summary>
    public static async Task<CheckResult> RunAsync(AwsConnection connection, PlannedDeployment planned, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(planned.ReservedConcurrency, await AccountConcurrency.ReadAsync(connection, planned.Name, cancellationToken));
        }
        catch (AccountUnreadableException e)
        {
            return CheckResult.Skip(
                Name,
                $"Lambda does not tell what the account has ({e.Message}): lambda:GetAccountSettings and lambda:GetFunctionConcurrency "
                    + $"are needed");
        }
        catch (HttpRequestException e)
        {
            return CheckResult.Fail(
                Name, $"Lambda does not answer ({(e.InnerException ?? e).Message.TrimEnd('.')}): check the network and the region");
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
