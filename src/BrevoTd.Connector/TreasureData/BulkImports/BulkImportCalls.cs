using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The calls of which a bulk import session consists, with what each answer means to a session that may be repeating itself.</summary>
internal sealed class BulkImportCalls(IServiceTransport transport)
{
    private const int MaxNameLength = 255;

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    );

    // 409 counts as success: the session looks at what is there.
    private static readonly ServiceOperation s_createOperation = Post("create", "{name}/{database}/{table}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_freezeOperation = Post("freeze", "{name}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_unfreezeOperation = Post("unfreeze", "{name}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_deleteOperation = Post("delete", "{name}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_deletePartOperation = Post("delete_part", "{name}/{part}", RepeatRule.Idempotent);

    // The state tells whether these two were done.
    private static readonly ServiceOperation s_performOperation = Post("perform", "{name}", RepeatRule.NotIdempotent);
    private static readonly ServiceOperation s_commitOperation = Post("commit", "{name}", RepeatRule.NotIdempotent);

    private static readonly ServiceOperation s_showOperation = Get("show");
    private static readonly ServiceOperation s_listPartsOperation = Get("list_parts");
    private static readonly ServiceOperation s_errorRecordsOperation = Get("error_records");

    // A part of the same name replaces the one before.
    private static readonly ServiceOperation s_uploadPartOperation = new(
        "bulk_imports.upload_part",
        HttpMethod.Put,
        "v3/bulk_import/upload_part/{name}/{part}",
        RepeatRule.IdempotentWithKey
    );

    public static string SessionName(string name, string parameter = "name") => Name(name, "bulk import session", parameter);

    public static string PartName(string part, string parameter = "part") =>
        Name(part, "part", parameter) is var checkedName && checkedName.AsSpan().Count('.') <= 1
            ? checkedName
            : throw new ArgumentException($"'{part}' cannot be the name of a part: it may have one dot at most.", parameter);

    /// <summary>Whether this call created the session; <see langword="false"/> if there is one of that name.</summary>
    public async Task<bool> CreateAsync(string name, string database, string table, CancellationToken cancellationToken)
    {
        var path = $"v3/bulk_import/create/{name}/{TdNames.Database(database)}/{TdNames.Table(table)}";
        var answer = await transport
            .SendForAnswerAsync(
                new ServiceRequest(s_createOperation, path) { Content = TreasureDataService.EmptyForm() },
                [HttpStatusCode.Conflict],
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.IsSuccess;
    }

    public Task<TdBulkImport> ShowAsync(string name, CancellationToken cancellationToken) =>
        transport.SendAsync(
            new ServiceRequest(s_showOperation, $"v3/bulk_import/show/{name}"),
            BulkImportJsonContext.Default.TdBulkImport,
            cancellationToken
        );

    public async Task<IReadOnlyList<string>> ListPartsAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_listPartsOperation, $"v3/bulk_import/list_parts/{name}");
        var answer = await transport
            .SendAsync(request, BulkImportJsonContext.Default.SessionParts, cancellationToken)
            .ConfigureAwait(false);
        return answer.Parts ?? [];
    }

    /// <summary>Whether the service took the part; <see langword="false"/> if the session is frozen.</summary>
    public async Task<bool> UploadPartAsync(string name, string part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_uploadPartOperation, $"v3/bulk_import/upload_part/{name}/{PartName(part)}")
        {
            Content = new ReadOnlyMemoryContent(content)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentLength = content.Length },
            },
        };
        var answer = await transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    /// <summary>Whether the service deleted the part; <see langword="false"/> if there is none, or the session is frozen.</summary>
    public Task<bool> DeletePartAsync(string name, string part, CancellationToken cancellationToken) =>
        PostAsync(
            s_deletePartOperation,
            $"v3/bulk_import/delete_part/{name}/{PartName(part)}",
            [HttpStatusCode.NotFound],
            cancellationToken
        );

    public Task<bool> FreezeAsync(string name, CancellationToken cancellationToken) =>
        PostAsync(s_freezeOperation, $"v3/bulk_import/freeze/{name}", [HttpStatusCode.Conflict], cancellationToken);

    public Task<bool> UnfreezeAsync(string name, CancellationToken cancellationToken) =>
        PostAsync(s_unfreezeOperation, $"v3/bulk_import/unfreeze/{name}", [HttpStatusCode.Conflict], cancellationToken);

    public Task PerformAsync(string name, CancellationToken cancellationToken) =>
        PostAsync(s_performOperation, $"v3/bulk_import/perform/{name}", [], cancellationToken);

    public Task CommitAsync(string name, CancellationToken cancellationToken) =>
        PostAsync(s_commitOperation, $"v3/bulk_import/commit/{name}", [], cancellationToken);

    /// <summary>Whether the service deleted it; <see langword="false"/> if there is none any more.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        PostAsync(s_deleteOperation, $"v3/bulk_import/delete/{name}", [HttpStatusCode.NotFound], cancellationToken);

    public Task<HttpResponseMessage> OpenErrorRecordsAsync(string name, CancellationToken cancellationToken) =>
        transport.SendForStreamAsync(
            new ServiceRequest(s_errorRecordsOperation, $"v3/bulk_import/error_records/{name}") { Accept = "*/*" },
            cancellationToken
        );

    private static ServiceOperation Post(string verb, string place, RepeatRule repeat) =>
        new($"bulk_imports.{verb}", HttpMethod.Post, $"v3/bulk_import/{verb}/{place}", repeat)
        {
            HowToLook = "look at the session's status (GetStateAsync) before going on",
        };

    private static ServiceOperation Get(string verb) =>
        new($"bulk_imports.{verb}", HttpMethod.Get, $"v3/bulk_import/{verb}/{{name}}", RepeatRule.Idempotent);

    private static string Name(string name, string kind, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > MaxNameLength || name is "." or ".." || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            throw new ArgumentException(
                $"This cannot be the name of a {kind}: use 1 to {MaxNameLength} letters, digits, '_', '-' and '.'.",
                parameter
            );
        }

        return name;
    }

    private async Task<bool> PostAsync(
        ServiceOperation operation,
        string path,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        var request = new ServiceRequest(operation, path) { Content = TreasureDataService.EmptyForm() };
        var answer = await transport.SendForAnswerAsync(request, accepted, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }
}
