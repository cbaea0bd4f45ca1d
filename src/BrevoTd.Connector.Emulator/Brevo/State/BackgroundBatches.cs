using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Batches that Brevo takes in and applies later. They wait in the store, so that a restart does not lose them, and are applied by the first request after their time.
/// </summary>
internal sealed class BackgroundBatches(BrevoService service)
{
    public const string Orders = "orders";
    public const string ObjectUpsert = "object upsert";
    public const string ObjectDelete = "object delete";
    public const string CrmRecords = "crm records";

    private const string Kind = "batches";

    /// <summary>Takes in a batch; its end is a process where <paramref name="processId"/> names one.</summary>
    /// <returns>The number of the batch.</returns>
    public long Accept(BrevoStore store, string kind, string target, JsonElement body, int processId = 0)
    {
        var batches = store.Documents(Kind);
        var number = batches.NextNumber;
        var due = service.Now + (long)service.Options.ImportProcessingTime.TotalMilliseconds;
        batches.Put(
            new Document(
                number,
                number.ToString(CultureInfo.InvariantCulture),
                service.Now,
                due,
                JsonParts.Object(json =>
                {
                    json.WriteString("kind", kind);
                    json.WriteString("target", target);
                    json.WriteNumber("processId", processId);
                    json.WritePropertyName("body");
                    body.WriteTo(json);
                })
            )
        );

        // The number is given away: the next batch must get another one, also when this one is applied and gone.
        store.Documents(Kind + ":last").Put(new Document(1, "last", number, number, "{}"u8.ToArray()));
        return number;
    }

    /// <summary>Starts a process and takes in its batch.</summary>
    public int AcceptProcess(BrevoStore store, string name, string kind, string target, JsonElement body)
    {
        var milliseconds = (long)service.Options.ImportProcessingTime.TotalMilliseconds;
        var process = new BackgroundProcess(
            store.NextProcessId(),
            name,
            service.Now,
            service.Now + (milliseconds / 2),
            service.Now + milliseconds
        );
        store.Put(process);
        Accept(store, kind, target, body, process.Id);
        return process.Id;
    }

    /// <summary>Applies what is due, in the order of its acceptance.</summary>
    public void ApplyDue()
    {
        var now = service.Now;
        if (service.Store.Read(store => store.Documents(Kind).InOrder.All(batch => batch.ModifiedAt > now)))
            return;
        service.Store.Update(store =>
        {
            foreach (var batch in store.Documents(Kind).InOrder.Where(batch => batch.ModifiedAt <= now).ToList())
            {
                using var document = batch.Parse();
                Apply(store, document.RootElement, batch.ModifiedAt);
                store.Documents(Kind).Remove(batch);
            }

            return true;
        });
    }

    private static void Apply(BrevoStore store, JsonElement batch, long at)
    {
        var body = batch.GetProperty("body");
        var target = batch.GetProperty("target").GetString()!;
        switch (batch.GetProperty("kind").GetString())
        {
            case Orders:
                OrderEndpoints.Apply(store, body);
                break;
            case CrmRecords:
                CrmImport.Apply(store, target, body, at);
                break;
            case ObjectUpsert:
                ObjectRecords.Upsert(store, target, body, at);
                break;
            default:
                ObjectRecords.Delete(store, target, body);
                break;
        }

        if (store.Process(batch.GetProperty("processId").GetInt32()) is { } process)
            store.Put(process with { EndedAt = at });
    }
}
