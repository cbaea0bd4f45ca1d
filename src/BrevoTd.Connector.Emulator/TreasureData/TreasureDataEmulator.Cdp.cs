using System.Globalization;
using BrevoTd.Connector.Emulator.TreasureData;

namespace BrevoTd.Connector.Emulator;

public sealed partial class TreasureDataEmulator
{
    private static readonly string[] s_noNames = [];

    /// <summary>
    /// Makes a parent segment, for which the API has no call, and builds its tables in the database <c>cdp_audience_{id}</c>: <c>customers</c>, and
    /// one per behavior. <c>POST /audiences/{id}/run</c> builds them again.
    /// </summary>
    /// <param name="definition">The master table and what is joined to it; all tables must exist.</param>
    /// <param name="cancellationToken">Stops waiting for the build.</param>
    /// <returns>The id of the parent segment, as the API has it.</returns>
    /// <exception cref="ArgumentException">A table or column does not exist. No parent segment is left behind.</exception>
    public async Task<string> CreateParentSegmentAsync(
        TreasureDataEmulatorParentSegment definition,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(definition);
        var account = _service.Account;
        await account.Tables.SettleAsync(cancellationToken).ConfigureAwait(false);
        RequireColumns(definition.Database, definition.Table, definition.KeyColumn is { } key ? [key] : s_noNames);
        foreach (var attribute in definition.Attributes)
        {
            RequireColumns(definition.Database, attribute.Table, [attribute.Column, attribute.Key]);
            RequireColumns(definition.Database, definition.Table, [attribute.MasterKey]);
        }

        foreach (var behavior in definition.Behaviors)
        {
            RequireColumns(definition.Database, behavior.Table, [behavior.Key]);
            RequireColumns(definition.Database, definition.Table, [behavior.MasterKey]);
        }

        var audience = account.Cdp.Audiences.Add(ToState(definition));
        var root = account.Cdp.Folders.Add(new FolderState { AudienceId = audience.Id, Name = definition.Name });
        audience = account.Cdp.Audiences.Change(audience.Id, known => known with { RootFolderId = root.Id })!;
        var execution = new AudienceBuilder(account).Start(audience);
        var attempt = await account.Workflows.WaitAsync(execution.AttemptId, cancellationToken).ConfigureAwait(false);
        if (attempt.Status == AttemptStatus.Success)
            return audience.IdText;
        account.Cdp.Folders.Remove(root.Id);
        account.Cdp.Audiences.Remove(audience.Id);
        throw new ArgumentException(
            $"The parent segment cannot be built from {definition.Database}.{definition.Table}: its keys cannot be joined, or two of its columns have the same name.",
            nameof(definition)
        );
    }

    /// <summary>
    /// Makes a workflow known, so that <c>PUT /api/attempts</c> can start it, or changes what a known one does. The emulator reads no workflow
    /// files: the delegate is the work.
    /// </summary>
    /// <param name="project">The project, created if there is none of that name.</param>
    /// <param name="name">The workflow.</param>
    /// <param name="work">
    /// Runs for every attempt; an exception makes the attempt fail, its token is cancelled by <c>kill</c>. <see langword="null"/>: an attempt
    /// succeeds at once.
    /// </param>
    /// <returns>The id of the workflow, as the API has it. It survives a restart with a folder; the delegate has to be given again.</returns>
    public string AddWorkflow(string project, string name, Func<CancellationToken, Task>? work = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(project);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _service.Account.Workflows.Define(project, name, work).IdText;
    }

    private static AudienceState ToState(TreasureDataEmulatorParentSegment definition)
    {
        var (columns, tables) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        return new AudienceState
        {
            Name = definition.Name,
            Database = definition.Database,
            Table = definition.Table,
            KeyColumn = definition.KeyColumn,
            Attributes =
            [
                .. definition.Attributes.Select(attribute => new AudienceAttribute(
                    attribute.Name,
                    attribute.Column,
                    Unique(columns, attribute.Column),
                    definition.Database,
                    attribute.Table,
                    attribute.Key,
                    attribute.MasterKey,
                    GroupingName: null
                )),
            ],
            Behaviors =
            [
                .. definition.Behaviors.Select(
                    (behavior, index) =>
                        new AudienceBehavior(
                            (9_001 + index).ToString(CultureInfo.InvariantCulture),
                            behavior.Name,
                            definition.Database,
                            behavior.Table,
                            Unique(tables, "behavior_" + behavior.Name),
                            behavior.Key,
                            behavior.MasterKey
                        )
                ),
            ],
        };
    }

    private static string Unique(HashSet<string> taken, string name)
    {
        var alias = TableNames.ToAlias(name, taken.Contains);
        taken.Add(alias);
        return alias;
    }

    private void RequireColumns(string database, string table, IEnumerable<string> columns)
    {
        var found =
            _service.Account.Tables.Find(database, table)
            ?? throw new ArgumentException($"There is no table {database}.{table}.", nameof(table));
        foreach (var column in columns)
        {
            if (column != "time" && found.Columns.All(known => known.Alias != column))
                throw new ArgumentException($"The table {database}.{table} has no column {column}.", nameof(columns));
        }
    }
}
