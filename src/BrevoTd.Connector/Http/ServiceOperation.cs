using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>What is fixed about one operation of a service; one static instance each, beside the client that uses it.</summary>
/// <param name="Name">Name in logs, metrics and exceptions, such as <c>contacts.get</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Route">Route template, such as <c>contacts/{identifier}</c>; shown instead of the path, which may carry an e-mail.</param>
/// <param name="Repeat">Whether a lost answer may be followed by a repeat.</param>
internal sealed record ServiceOperation(string Name, HttpMethod Method, string Route, RepeatRule Repeat)
{
    /// <summary>What to look at when it is unknown whether the work is done: the second half of a sentence, after a colon.</summary>
    public string HowToLook { get; init; } = "look before sending it again";

    /// <summary>What to do about a status, where that is not what it is for the service's other operations; <see langword="null"/> for the usual.</summary>
    public Func<HttpStatusCode, string?>? Remedies { get; init; }
}
