using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>What the CDP side keeps (reference §10). Each kind of object counts its ids in a range of its own.</summary>
internal sealed class CdpStore(TimeProvider clock, Func<string, string?> logPath) : IDisposable
{
    public StateTable<AudienceState> Audiences { get; } =
        new(logPath("audiences.jsonl"), StateJsonContext.Default.AudienceState, clock, 341_502);

    public StateTable<FolderState> Folders { get; } = new(logPath("folders.jsonl"), StateJsonContext.Default.FolderState, clock, 52_000);

    public StateTable<SegmentState> Segments { get; } = new(logPath("segments.jsonl"), StateJsonContext.Default.SegmentState, clock, 8_801);

    public StateTable<SyndicationState> Syndications { get; } =
        new(logPath("syndications.jsonl"), StateJsonContext.Default.SyndicationState, clock, 6_601);

    public StateTable<ExecutionState> Executions { get; } =
        new(logPath("executions.jsonl"), StateJsonContext.Default.ExecutionState, clock, 1);

    public StateTable<SegmentQueryState> Queries { get; } =
        new(logPath("segment-queries.jsonl"), StateJsonContext.Default.SegmentQueryState, clock, 1);

    public StateTable<ProfileTokenState> Tokens { get; } =
        new(logPath("profile-tokens.jsonl"), StateJsonContext.Default.ProfileTokenState, clock, 701);

    public void Open()
    {
        Audiences.Open();
        Folders.Open();
        Segments.Open();
        Syndications.Open();
        Executions.Open();
        Queries.Open();
        Tokens.Open();
    }

    public void Dispose()
    {
        Audiences.Dispose();
        Folders.Dispose();
        Segments.Dispose();
        Syndications.Dispose();
        Executions.Dispose();
        Queries.Dispose();
        Tokens.Dispose();
    }

    /// <exception cref="TdException">404.</exception>
    public AudienceState Audience(string id) => Audiences.Find(id) ?? throw TdException.NotFound("audience not found");

    /// <exception cref="TdException">404.</exception>
    public FolderState Folder(AudienceState audience, string id) =>
        Folders.Find(id) is { } folder && folder.AudienceId == audience.Id ? folder : throw TdException.NotFound("folder not found");

    /// <exception cref="TdException">404.</exception>
    public SegmentState Segment(AudienceState audience, string id) =>
        Segments.Find(id) is { } segment && segment.AudienceId == audience.Id ? segment : throw TdException.NotFound("segment not found");

    /// <exception cref="TdException">404.</exception>
    public SyndicationState Syndication(SegmentState segment, string id) =>
        Syndications.Find(id) is { } syndication && syndication.SegmentId == segment.Id
            ? syndication
            : throw TdException.NotFound("syndication not found");

    public IReadOnlyList<SegmentState> SegmentsOf(AudienceState audience) =>
        [.. Segments.All().Where(segment => segment.AudienceId == audience.Id)];

    public IReadOnlyList<FolderState> FoldersOf(AudienceState audience) =>
        [.. Folders.All().Where(folder => folder.AudienceId == audience.Id)];

    public IReadOnlyList<SyndicationState> SyndicationsOf(SegmentState segment) =>
        [.. Syndications.All().Where(syndication => syndication.SegmentId == segment.Id)];

    /// <summary>The runs of a parent segment, or of one of its activations, newest first.</summary>
    public IEnumerable<ExecutionState> ExecutionsOf(AudienceState audience, long? syndication) =>
        Executions.All().Where(execution => execution.AudienceId == audience.Id && execution.SyndicationId == syndication).Reverse();

    /// <summary>Makes SQL from rules of an audience.</summary>
    public SegmentSql Sql(AudienceState audience, TableStore tables) =>
        new(
            audience,
            table => tables.Find(audience.OutputDatabase, table),
            id => Segments.Find(id) is { } segment && segment.AudienceId == audience.Id ? segment : null
        );

    /// <summary>The rule of a segment as JSON; null means everybody.</summary>
    public static JsonElement? Rule(SegmentState segment)
    {
        if (segment.Rule is not { } text)
            return null;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
