namespace BrevoTd.Connector.Brevo;

/// <summary>Which of Brevo's three tables of rate limits an account has (developers.brevo.com/docs/api-limits).</summary>
public enum BrevoTier
{
    /// <summary>All plans. Endpoints that are not listed by name share 100 requests an hour.</summary>
    General,

    /// <summary>Professional and Enterprise plans. Endpoints that are not listed by name share 200 requests an hour.</summary>
    Advanced,

    /// <summary>An option of Enterprise plans. Endpoints that are not listed by name share 600 requests an hour.</summary>
    Extended,
}
