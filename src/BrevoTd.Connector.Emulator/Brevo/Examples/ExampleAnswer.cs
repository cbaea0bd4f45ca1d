using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo.Examples;

/// <summary>One answer, the same to every request that has what it must have.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Media">Media type of a body that is not JSON.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="Query">Parameters without which a request is refused.</param>
/// <param name="Members">Members of the body without which a request is refused.</param>
internal sealed record ExampleAnswer(
    int Status,
    string? Media,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<string> Query,
    IReadOnlyList<string> Members
)
{
    /// <summary>Says that the answer is an example: nothing was stored, and nothing that was stored is shown.</summary>
    public const string Mark = "x-emulator";

    public async ValueTask<BrevoAnswer> AnswerAsync(HttpContext context)
    {
        foreach (var name in Query)
        {
            if (BrevoRequest.Text(context, name) is null)
                throw BrevoError.Missing($"{name} is missing");
        }

        if (Members.Count > 0)
        {
            using var body = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
            foreach (var name in Members)
            {
                if (BrevoRequest.Member(body.RootElement, name) is null)
                    throw BrevoError.Missing($"{name} is missing");
            }
        }

        context.Response.Headers[Mark] = "example";
        return new BrevoAnswer(Status, Body) { Media = Media };
    }
}
