using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class AccountCalls : ConformanceCalls
{
    public AccountCalls()
    {
        Add("GET /account", "Account.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Account.GetAsync())
            .Minimal(brevo => brevo.Account.GetAsync())
            .NotRead("dateTimePreferences", "gone from the answer since August 2026");
        Add("GET /organization/activities", "Account.ListActivitiesAsync", Repeated.Yes)
            .Full(brevo => brevo.Account.ListActivitiesAsync(Fill.Full<AccountActivityQuery>()))
            .Minimal(brevo => brevo.Account.ListActivitiesAsync())
            .NotRead("logs[].count", "it stands in one example of 2025 only, as if it were an activity");
    }
}
