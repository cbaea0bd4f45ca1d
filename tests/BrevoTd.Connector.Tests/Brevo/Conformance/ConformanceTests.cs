using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Every operation of the client, held against the API documents: what it sends, and what it reads of every answer they allow.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Operations =>
        [.. ConformanceCalls.All.SelectMany(area => area.Calls).Select(call => call.Operation.Name)];

    public static TheoryData<string> OperationsWithAnAnswer =>
        [
            .. ConformanceCalls
                .All.SelectMany(area => area.Calls)
                .Where(call => call.Operation.Answers.Any(answer => answer.Schema is not null))
                .Select(call => call.Operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Calls_FullAndMinimal_SendWhatTheDocumentsKnow(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        Assert.NotEmpty(call.FullCalls);
        Assert.NotEmpty(call.MinimalCalls);

        var wrong = new List<string>();
        foreach (var send in call.FullCalls.Concat(call.MinimalCalls))
        {
            foreach (var request in await SendAsync(call, send))
            {
                wrong.AddRange(
                    ManifestCheck
                        .Of(call.Operation, request)
                        .Problems.Where(problem => !ManifestCheck.Covers(call.OtherValues.Keys, problem.Path))
                        .Select(problem => $"{problem.Path} {problem.Problem}")
                );
            }
        }

        Assert.Empty(wrong.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Calls_TakenTogether_CanSendEveryMemberAndParameter(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var send in call.FullCalls.Concat(call.MinimalCalls))
        {
            foreach (var request in await SendAsync(call, send))
            {
                seen.UnionWith(ManifestCheck.Of(call.Operation, request).Seen);
            }
        }

        var missing = ManifestCheck.Everything(call.Operation).Where(path => !seen.Contains(path)).ToList();

        Assert.DoesNotContain(missing, path => !ManifestCheck.Covers(call.NotSentMembers.Keys, path));
        Assert.DoesNotContain(call.NotSentMembers.Keys, excepted => !missing.Any(path => ManifestCheck.Covers([excepted], path)));
    }

    [Theory]
    [MemberData(nameof(OperationsWithAnAnswer))]
    public async Task Answer_WithEveryMember_IsReadWithoutLoss(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var lost = new List<string>();
        foreach (var answer in JsonAnswers(call))
        {
            for (var variant = 0; variant < AnswerBuilder.Variants(answer.Schema!); variant++)
            {
                lost.AddRange(await ReadAsync(call, answer.Status, AnswerBuilder.Full(call.Operation, answer, variant)));
            }
        }

        Assert.Empty(lost.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OperationsWithAnAnswer))]
    public async Task Answer_OfEachExample_IsReadWithoutLoss(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var lost = new List<string>();
        foreach (var example in Manifest.Examples.Where(example => example.IsAnswer && example.Operation == operation))
        {
            var missing = await ReadAsync(call, example.Status!.Value, example.Value);
            lost.AddRange(missing.Select(path => $"{example.From}: {path}"));
        }

        Assert.Empty(lost.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OperationsWithAnAnswer))]
    public async Task Answer_OfAServiceThatGrew_IsReadWithoutLoss(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var lost = new List<string>();
        foreach (var answer in JsonAnswers(call))
        {
            lost.AddRange(await ReadAsync(call, answer.Status, AnswerBuilder.Unknown(call.Operation, answer)));
        }

        Assert.Empty(lost.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OperationsWithAnAnswer))]
    public async Task Answer_WithNullInPlaceOfAnyMember_IsRead(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var failures = new List<string>();
        foreach (var answer in JsonAnswers(call))
        {
            var stub = new StubService();
            var (brevo, owner) = stub.Connect();
            await using var _ = owner;
            foreach (var (path, body) in AnswerBuilder.Nulls(AnswerBuilder.Full(call.Operation, answer)))
            {
                var isDemanded =
                    path == "*"
                        ? call.DemandedMembers.Count > 0
                        : call.DemandedMembers.Any(demanded => ManifestCheck.Covers([path], demanded));
                stub.Answer = request => request.Operation == call.Operation ? (answer.Status, body.ToJsonString()) : null;
                try
                {
                    await call.FullCalls[0](brevo);
                }
                catch (UnexpectedAnswerException) when (isDemanded)
                {
                    continue;
                }
                catch (Exception e)
                    when (e is ConnectorException or NullReferenceException or InvalidOperationException or ArgumentException)
                {
                    failures.Add($"{path}: {e.GetType().Name}");
                }
            }
        }

        Assert.Empty(failures.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Call_WhoseAnswerIsLost_IsRepeatedAsThePageSays(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var stub = new StubService { Losing = call.Operation };
        var (brevo, owner) = stub.Connect(options =>
        {
            options.MaxRetries = 2;
            options.RetryBaseDelay = TimeSpan.Zero;
            options.RetryMaxDelay = TimeSpan.Zero;
        });
        await using var _ = owner;

        var failure = await Record.ExceptionAsync(() => call.FullCalls[0](brevo));

        var after = stub.Sent.SkipWhile(request => request.Operation != call.Operation).Skip(1).ToList();
        if (call.Repeat == Repeated.No)
        {
            Assert.Empty(after);
            Assert.IsType<ServiceUnreachableException>(failure);
        }
        else if (call.Repeat == Repeated.AfterALook)
        {
            Assert.NotEmpty(after);
            Assert.NotEqual(call.Operation, after[0].Operation);
        }
        else
        {
            Assert.NotEmpty(after);
            Assert.Equal(call.Operation, after[0].Operation);
            Assert.Null(failure);
        }
    }

    private static IEnumerable<ManifestAnswer> JsonAnswers(OperationCall call) =>
        call.Operation.Answers.Where(answer => answer.Schema is not null && answer.Media == "application/json");

    private static async Task<IReadOnlyList<SentRequest>> SendAsync(OperationCall call, Func<BrevoClient, Task<object?>> send)
    {
        var stub = new StubService();
        var (brevo, owner) = stub.Connect();
        await using var _ = owner;
        await send(brevo);
        var sent = stub.Sent.Where(request => request.Operation == call.Operation).ToList();
        Assert.True(sent.Count > 0, $"{call.Operation.Name} was not sent, but {string.Join(", ", stub.Sent)}.");
        return sent;
    }

    // An answer that several calls read in several ways is lost only where all of them lose it.
    private static async Task<IEnumerable<string>> ReadAsync(OperationCall call, int status, JsonNode answer)
    {
        var stub = new StubService { Answer = request => request.Operation == call.Operation ? (status, answer.ToJsonString()) : null };
        var (brevo, owner) = stub.Connect();
        await using var _ = owner;
        HashSet<string>? lost = null;
        foreach (var send in call.FullCalls)
        {
            var model = await send(brevo);
            var missing = Leaves
                .Missing(answer, model, path => IsExcepted(call, path))
                .Select(leaf => $"{leaf.Path} ({leaf.Value})")
                .ToHashSet(StringComparer.Ordinal);
            lost = lost is null ? missing : [.. lost.Intersect(missing, StringComparer.Ordinal)];
        }

        return lost!;
    }

    // A listing uses up what stands beside its values, and what nobody knows is not kept; it only must not disturb.
    private static bool IsExcepted(OperationCall call, string path) =>
        ManifestCheck.Covers(call.NotReadMembers.Keys, path)
        || path.Contains(AnswerBuilder.NewMember, StringComparison.Ordinal)
        || (call.IsPaged && !path.Contains('.', StringComparison.Ordinal) && !path.Contains('[', StringComparison.Ordinal));
}
