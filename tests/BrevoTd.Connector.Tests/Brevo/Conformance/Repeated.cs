using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>What happens when an answer is lost, in the words of the page.</summary>
internal sealed record Repeated(string Word, params RepeatRule[] Rules)
{
    /// <summary>The call is sent again.</summary>
    public static Repeated Yes { get; } = new("yes", RepeatRule.Idempotent);

    /// <summary>The call carries a key by which the service recognises the repeat.</summary>
    public static Repeated ByItsKey { get; } = new("by its key", RepeatRule.IdempotentWithKey);

    /// <summary>The service is asked whether the work is done.</summary>
    public static Repeated AfterALook { get; } = new("after a look", RepeatRule.NotIdempotent);

    /// <summary>The call fails and says what to look at.</summary>
    public static Repeated No { get; } = new("no", RepeatRule.NotIdempotent);
}
