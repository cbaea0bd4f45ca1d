using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>How the client sends one operation: calls that together send everything it takes, and calls that send the least.</summary>
internal sealed class OperationCall(ManifestOperation operation, string clientMethods, Repeated repeat)
{
    private readonly List<Func<BrevoClient, Task<object?>>> _full = [];
    private readonly List<Func<BrevoClient, Task<object?>>> _minimal = [];
    private readonly Dictionary<string, string> _notSent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notRead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _otherValues = new(StringComparer.Ordinal);
    private readonly HashSet<string> _demanded = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _answerTypes = [];

    public ManifestOperation Operation { get; } = operation;

    public string ClientMethods { get; } = clientMethods;

    public Repeated Repeat { get; } = repeat;

    public IReadOnlyList<Func<BrevoClient, Task<object?>>> FullCalls => _full;

    public IReadOnlyList<Func<BrevoClient, Task<object?>>> MinimalCalls => _minimal;

    /// <summary>What no call sends, with the reason.</summary>
    public IReadOnlyDictionary<string, string> NotSentMembers => _notSent;

    /// <summary>What no model holds, with the reason.</summary>
    public IReadOnlyDictionary<string, string> NotReadMembers => _notRead;

    /// <summary>What is sent otherwise than the documents say, with the reason.</summary>
    public IReadOnlyDictionary<string, string> OtherValues => _otherValues;

    /// <summary>Members without which an answer is refused.</summary>
    public IReadOnlySet<string> DemandedMembers => _demanded;

    /// <summary>Types that the calls return.</summary>
    public IReadOnlySet<Type> AnswerTypes => _answerTypes;

    /// <summary>Why the types of the body can be written but not read, so that examples of it cannot be read into them.</summary>
    public string? WriteOnly { get; private set; }

    /// <summary>Whether the values are pages of a listing, so that counts are used up by paging.</summary>
    public bool IsPaged { get; private set; }

    /// <summary>A call that sends all it can. Where one call cannot (one of several bodies), add one more.</summary>
    public OperationCall Full<T>(Func<BrevoClient, Task<T>> call) => Add(_full, call);

    /// <inheritdoc cref="Full{T}(Func{BrevoClient, Task{T}})"/>
    public OperationCall Full(Func<BrevoClient, Task> call) => Add(_full, call);

    /// <inheritdoc cref="Full{T}(Func{BrevoClient, Task{T}})"/>
    public OperationCall Full<T>(Func<BrevoClient, IAsyncEnumerable<T>> call) => Add(_full, call);

    /// <summary>A call that sends as little as it can.</summary>
    public OperationCall Minimal<T>(Func<BrevoClient, Task<T>> call) => Add(_minimal, call);

    /// <inheritdoc cref="Minimal{T}(Func{BrevoClient, Task{T}})"/>
    public OperationCall Minimal(Func<BrevoClient, Task> call) => Add(_minimal, call);

    /// <inheritdoc cref="Minimal{T}(Func{BrevoClient, Task{T}})"/>
    public OperationCall Minimal<T>(Func<BrevoClient, IAsyncEnumerable<T>> call) => Add(_minimal, call);

    /// <summary>Says that the client never sends a member (<c>recipients.listIds[]</c>) or query parameter (<c>?sort</c>), with what lies below it.</summary>
    public OperationCall NotSent(string path, string reason)
    {
        _notSent.Add(path, reason);
        return this;
    }

    /// <summary>Says that no model holds a member of the answer, with what lies below it.</summary>
    public OperationCall NotRead(string path, string reason)
    {
        _notRead.Add(path, reason);
        return this;
    }

    /// <summary>Says that a member or parameter is sent although the documents do not know it or want another type or value.</summary>
    public OperationCall Otherwise(string path, string reason)
    {
        _otherValues.Add(path, reason);
        return this;
    }

    /// <summary>Says that an answer without this member is an error, because the method returns nothing else.</summary>
    public OperationCall Demands(string path)
    {
        _demanded.Add(path);
        return this;
    }

    /// <summary>Says that the types of the body can be written but not read.</summary>
    public OperationCall WritesOnly(string reason)
    {
        WriteOnly = reason;
        return this;
    }

    public override string ToString() => Operation.Name;

    private OperationCall Add<T>(List<Func<BrevoClient, Task<object?>>> calls, Func<BrevoClient, Task<T>> call)
    {
        _answerTypes.Add(typeof(T));
        calls.Add(async brevo => await call(brevo));
        return this;
    }

    private OperationCall Add(List<Func<BrevoClient, Task<object?>>> calls, Func<BrevoClient, Task> call)
    {
        calls.Add(async brevo =>
        {
            await call(brevo);
            return null;
        });
        return this;
    }

    private OperationCall Add<T>(List<Func<BrevoClient, Task<object?>>> calls, Func<BrevoClient, IAsyncEnumerable<T>> call)
    {
        _answerTypes.Add(typeof(T));
        IsPaged = true;
        calls.Add(async brevo => await FirstPageAsync(call(brevo)));
        return this;
    }

    private static async Task<object?> FirstPageAsync<T>(IAsyncEnumerable<T> values)
    {
        if (values is AsyncPageable<T> pages)
        {
            await foreach (var page in pages.AsPages())
            {
                return page.Values;
            }
        }

        var all = new List<T>();
        await foreach (var value in values)
        {
            all.Add(value);
        }

        return all;
    }
}
