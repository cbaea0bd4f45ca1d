namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class AccountCalls : ConformanceCalls
{
    public AccountCalls()
    {
        Add("GET /account", "Account.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Account.GetAsync())
            .Minimal(brevo => brevo.Account.GetAsync())
            .NotRead("dateTimePreferences", "gone from the answer since August 2026");
    }
}
