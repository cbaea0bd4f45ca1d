namespace BrevoTd.Connector.TreasureData;

/// <summary>A table that is to be exported to Amazon S3. Name either the two keys or a role.</summary>
public record TdTableExportRequest
{
    /// <summary>The kind of storage; there is no other.</summary>
    private const string StorageType = "s3";

    /// <summary>Database of the table.</summary>
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Bucket that receives the files.</summary>
    public required string Bucket { get; init; }

    /// <summary>Id of the access key with which Treasure Data writes to the bucket.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret of the access key.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Role that Treasure Data takes on instead of using an access key.</summary>
    public string? AssumeRole { get; init; }

    /// <summary>Beginning of the files' names.</summary>
    /// <value>Default: <see langword="null"/>, which means <c>database/table</c>.</value>
    public string? FilePrefix { get; init; }

    /// <summary>Form of the files.</summary>
    /// <value>Default: <see cref="TdExportFormat.JsonLinesGzip"/>.</value>
    public TdExportFormat Format { get; init; } = TdExportFormat.JsonLinesGzip;

    /// <summary>The earliest <c>time</c> of the rows, to whole seconds.</summary>
    /// <value>Default: <see langword="null"/>: from the beginning.</value>
    public DateTimeOffset? From { get; init; }

    /// <summary>The <c>time</c> before which the rows lie, to whole seconds.</summary>
    /// <value>Default: <see langword="null"/>: to the end.</value>
    public DateTimeOffset? To { get; init; }

    /// <summary>How the bucket encrypts the files, such as <c>s3</c>.</summary>
    /// <value>Default: <see langword="null"/>, as the bucket is set up.</value>
    public string? Encryption { get; init; }

    /// <summary>Resource pool that the job runs in.</summary>
    /// <value>Default: <see langword="null"/>, the account's default pool.</value>
    public string? PoolName { get; init; }

    /// <summary>Key under which the service recognises a repeat; it must be unique in the account.</summary>
    /// <value>Default: <see langword="null"/>, which generates a key for each call.</value>
    public string? DomainKey { get; init; }

    /// <summary>The form of the files only: neither names nor keys.</summary>
    public override string ToString() => $"{nameof(TdTableExportRequest)} {{ Format = {Format}, SecretAccessKey = *** }}";

    internal FormUrlEncodedContent ToForm(string domainKey)
    {
        Validate();
        var hasKey = !string.IsNullOrEmpty(AccessKeyId);
        return new TdForm()
            .Add("storage_type", StorageType)
            .Add("bucket", Bucket)
            .Add("access_key_id", hasKey ? AccessKeyId : null)
            .Add("secret_access_key", hasKey ? SecretAccessKey : null)
            .Add("assume_role", hasKey ? null : AssumeRole)
            .Add("file_prefix", FilePrefix)
            .Add("file_format", Format.Value)
            .Add("from", From)
            .Add("to", To)
            .Add("encryption", Encryption)
            .Add("pool_name", PoolName)
            .Add("domain_key", domainKey)
            .ToContent();
    }

    private void Validate()
    {
        if (string.IsNullOrWhiteSpace(Bucket))
        {
            throw new ArgumentException("The bucket's name is empty.", nameof(Bucket));
        }

        var hasKey = !string.IsNullOrEmpty(AccessKeyId) && !string.IsNullOrEmpty(SecretAccessKey);
        var hasPartOfKey = !string.IsNullOrEmpty(AccessKeyId) || !string.IsNullOrEmpty(SecretAccessKey);
        if (hasPartOfKey != hasKey || hasKey == !string.IsNullOrEmpty(AssumeRole))
        {
            throw new ArgumentException(
                $"Name either {nameof(AccessKeyId)} together with {nameof(SecretAccessKey)}, or {nameof(AssumeRole)}.",
                nameof(AccessKeyId)
            );
        }

        if (string.IsNullOrEmpty(Format.Value))
        {
            throw new ArgumentException(
                $"Name a format, such as {nameof(TdExportFormat)}.{nameof(TdExportFormat.JsonLinesGzip)}.",
                nameof(Format)
            );
        }

        if (From >= To)
        {
            throw new ArgumentException($"{nameof(From)} must lie before {nameof(To)}.", nameof(From));
        }
    }
}
