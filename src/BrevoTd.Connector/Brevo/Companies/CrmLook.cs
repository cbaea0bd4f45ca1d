using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// How a call that created something finds it after its answer was lost: among the newest, the one that is like it and was created since the call began.
/// When two are like it, it is not known which one is the call's own, and nothing is found.
/// </summary>
internal static class CrmLook
{
    public static Look For<TAnswer, T>(
        IServiceTransport transport,
        ServiceRequest newest,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<T>?> values,
        Func<T, bool> isSame,
        Func<T, DateTimeOffset?> createdAt,
        Func<T, string?> idOf
    ) =>
        new(
            async (arguments, cancellationToken) =>
            {
                var answer = await transport.SendForAnswerAsync(newest, [], cancellationToken).ConfigureAwait(false);
                var own = (values(transport.Read(newest, answer, answerType)) ?? [])
                    .Where(value => isSame(value) && arguments.IsSinceBegin(createdAt(value), answer) && idOf(value) is not null)
                    .Take(2)
                    .ToList();
                return own.Count == 1 ? answer with { Body = Created(idOf(own[0])!) } : null;
            },
            _ => false,
            MayRepeat: false
        );

    public static bool Same<TId>(IReadOnlyList<TId>? sent, IReadOnlyList<TId>? found) => (sent ?? []).ToHashSet().SetEquals(found ?? []);

    private static byte[] Created(string id) =>
        JsonSerializer.SerializeToUtf8Bytes(new CrmCreatedAnswer { Id = id }, CompaniesJsonContext.Default.CrmCreatedAnswer);
}
