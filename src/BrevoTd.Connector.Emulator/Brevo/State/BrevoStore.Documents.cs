namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Orders, products, categories, events, custom objects, coupons: kept as they came.</summary>
internal sealed partial class BrevoStore
{
    private readonly SortedDictionary<string, DocumentSet> _documents = new(StringComparer.Ordinal);

    /// <summary>The documents of a kind, such as <c>orders</c> or <c>objects:vehicle</c>.</summary>
    public DocumentSet Documents(string kind)
    {
        if (!_documents.TryGetValue(kind, out var set))
            _documents[kind] = set = new DocumentSet(kind, WriteDocument, WriteDocumentRemoved);
        return set;
    }

    private void WriteDocument(string kind, Document document)
    {
        if (Start(Change.Document) is not { } writer)
            return;
        writer.Write(kind);
        writer.Write7BitEncodedInt64(document.Number);
        writer.Write(document.Key);
        writer.Write(document.CreatedAt);
        writer.Write(document.ModifiedAt);
        writer.Write7BitEncodedInt(document.Json.Length);
        writer.Write(document.Json);
    }

    private void WriteDocumentRemoved(string kind, long number)
    {
        if (Start(Change.DocumentRemoved) is not { } writer)
            return;
        writer.Write(kind);
        writer.Write7BitEncodedInt64(number);
    }

    private void WriteDocuments()
    {
        foreach (var (kind, set) in _documents)
        {
            foreach (var document in set.InOrder)
                WriteDocument(kind, document);
        }
    }

    private void ReplayDocument(BinaryReader reader)
    {
        var set = Documents(reader.ReadString());
        var number = reader.Read7BitEncodedInt64();
        var key = reader.ReadString();
        var createdAt = reader.ReadInt64();
        var modifiedAt = reader.ReadInt64();
        set.Put(new Document(number, key, createdAt, modifiedAt, reader.ReadBytes(reader.Read7BitEncodedInt())));
    }

    private void ReplayDocumentRemoved(BinaryReader reader)
    {
        var set = Documents(reader.ReadString());
        if (set.Find(reader.Read7BitEncodedInt64()) is { } document)
            set.Remove(document);
    }
}
