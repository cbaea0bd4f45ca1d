using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Proofs of erasures as rows: one for each erasure, without anything that names a person.</summary>
internal static class ErasureProofs
{
    public const string Table = "brevo_erasures";

    private static readonly RowMap<ProofRow> s_map = RowMap.From<ProofRow>(row =>
    {
        row.Time(proof => (DateTimeOffset?)proof.Erasure.ErasedAt);
        row.Column("account", proof => proof.Account);
        row.Column("job", proof => proof.Job);
        row.Column("run_id", proof => proof.RunId);
        row.Column("person", proof => proof.Erasure.Person);
        row.Column("identifiers", proof => string.Join(',', proof.Erasure.Identifiers));
        row.Column("contacts_deleted", proof => (long?)proof.Erasure.ContactsDeleted);
        row.Column("result", proof => ResultOf(proof.Erasure));
    });

    public static async Task WriteAsync(
        TreasureDataClient client,
        string database,
        string account,
        string job,
        string runId,
        IReadOnlyList<ContactErasure> erasures,
        CancellationToken cancellationToken
    )
    {
        if (erasures.Count == 0)
        {
            return;
        }

        await client.Tables.CreateIfNotExistsAsync(database, Table, cancellationToken: cancellationToken).ConfigureAwait(false);
        var writer = client.Tables.CreateImportWriter(s_map, database, Table);
        await using (writer.ConfigureAwait(false))
        {
            var report = await writer
                .WriteAllAsync(erasures.Select(erasure => new ProofRow(account, job, runId, erasure)), cancellationToken)
                .ConfigureAwait(false);
            if (report.Delivered != erasures.Count)
            {
                throw new ErasureProofException(
                    $"{erasures.Count - report.Delivered} of {erasures.Count} proofs of erasures could not be written to {database}.{Table}. The people are erased and stay so; run the step again to write the proofs."
                );
            }
        }
    }

    private static string ResultOf(ContactErasure erasure) =>
        !erasure.IsConfirmed ? "unconfirmed"
        : erasure.ContactsDeleted > 0 ? "deleted"
        : "absent";

    private sealed record ProofRow(string Account, string Job, string RunId, ContactErasure Erasure);
}
