namespace BrevoTd.Connector.TreasureData;

/// <summary>Finds out what a file with a result is, and chains the streams that make rows of it.</summary>
internal static class ResultFileOpening
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static async Task<TdResultFile> OpenAsync(
        Stream stream,
        string? path,
        TdResultFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var chain = new PeekStream(stream, options.LeaveOpen);
        try
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRowBytes, 1, nameof(TdResultFileOptions.MaxRowBytes));
            ArgumentNullException.ThrowIfNull(options.NullText, nameof(TdResultFileOptions.NullText));
            await PeekAtLeastAsync(chain, 2, cancellationToken).ConfigureAwait(false);
            var isGzip = chain.Head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
            if (isGzip || options.Format == TdResultFormat.MessagePackGzip)
            {
                chain = new PeekStream(new GzipResultStream(chain, leaveOpen: false), leaveOpen: false);
            }

            await PeekAtLeastAsync(chain, 4, cancellationToken).ConfigureAwait(false);
            if (chain.Head.Span.StartsWith(ByteOrderMark))
            {
                chain.Skip(ByteOrderMark.Length);
            }

            var format = options.Format ?? Recognize(chain.Head.Span, path, isGzip);
            return new TdResultFile(await OpenRowsAsync(chain, format, options, cancellationToken).ConfigureAwait(false), format);
        }
        catch
        {
            await chain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task PeekAtLeastAsync(PeekStream chain, int count, CancellationToken cancellationToken)
    {
        while (chain.Head.Length < count && await chain.PeekAsync(cancellationToken).ConfigureAwait(false)) { }
    }

    private static TdResultFormat Recognize(ReadOnlySpan<byte> head, string? path, bool isGzip)
    {
        var name = path is not null && isGzip && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        switch (Path.GetExtension(name)?.ToLowerInvariant())
        {
            case ".csv":
                return TdResultFormat.Csv;
            case ".tsv":
                return TdResultFormat.Tsv;
            case ".json" or ".jsonl" or ".ndjson":
                return TdResultFormat.JsonLines;
            case ".msgpack":
                return isGzip ? TdResultFormat.MessagePackGzip : TdResultFormat.MessagePack;
        }

        if (head.IsEmpty || (head[0] & 0xF0) == 0x90 || head[0] is 0xDC or 0xDD)
        {
            return isGzip ? TdResultFormat.MessagePackGzip : TdResultFormat.MessagePack;
        }

        var text = head.TrimStart(" \t\r\n"u8);
        if (!text.IsEmpty && text[0] is (byte)'[' or (byte)'{')
        {
            return TdResultFormat.JsonLines;
        }

        var line = head.IndexOf((byte)'\n') is >= 0 and var end ? head[..end] : head;
        return line.Contains((byte)'\t') ? TdResultFormat.Tsv : TdResultFormat.Csv;
    }

    private static Task<TdRowReader> OpenRowsAsync(
        PeekStream chain,
        TdResultFormat format,
        TdResultFileOptions options,
        CancellationToken cancellationToken
    )
    {
        if (format == TdResultFormat.MessagePackGzip || format == TdResultFormat.MessagePack)
        {
            return OpenMessagePackAsync(chain, options, cancellationToken);
        }

        if (format == TdResultFormat.JsonLines)
        {
            return OpenJsonAsync(chain, options, cancellationToken);
        }

        return format == TdResultFormat.Csv || format == TdResultFormat.Tsv
            ? OpenDelimitedAsync(chain, format == TdResultFormat.Tsv, options, cancellationToken)
            : throw new ArgumentException($"Files of the format '{format}' cannot be read; msgpack.gz, msgpack, json, csv and tsv can.");
    }

    private static async Task<TdRowReader> OpenMessagePackAsync(
        PeekStream chain,
        TdResultFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var schema = options.Schema;
        while (schema is null && (schema = ResultFileColumns.OfMessagePack(chain.Head.Span)) is null)
        {
            await PeekFurtherAsync(chain, options, cancellationToken).ConfigureAwait(false);
            if (chain.IsWhole)
            {
                schema = ResultFileColumns.OfMessagePack(chain.Head.Span) ?? TdSchema.Empty;
            }
        }

        return Reader(chain, schema, options);
    }

    private static async Task<TdRowReader> OpenJsonAsync(PeekStream chain, TdResultFileOptions options, CancellationToken cancellationToken)
    {
        JsonForm form;
        while ((form = JsonForm.Of(chain.Head.Span, chain.IsWhole)).NeedsMore)
        {
            await PeekFurtherAsync(chain, options, cancellationToken).ConfigureAwait(false);
        }

        return Reader(
            new JsonRowsStream(chain, options.Schema ?? form.Schema, form.IsList, options.MaxRowBytes),
            options.Schema ?? form.Schema,
            options
        );
    }

    private static async Task<TdRowReader> OpenDelimitedAsync(
        PeekStream chain,
        bool tabs,
        TdResultFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var line = new DelimitedLine(tabs);
        var used = 0;
        while (chain.Head.Length == 0 || (used = line.Read(chain.Head.Span, chain.IsWhole)) == 0)
        {
            if (chain.IsWhole)
            {
                break;
            }

            await PeekFurtherAsync(chain, options, cancellationToken).ConfigureAwait(false);
        }

        if (used < 0)
        {
            throw Unreadable(
                TdResultProblem.InvalidBytes,
                "The first line of the file has a quote that is never closed, or text behind one."
            );
        }

        var schema = options.Schema;
        if (used > 0 && options.HasHeader)
        {
            schema = ResultFileColumns.OfHeader(chain.Head.Span, line, options.Schema);
            chain.Skip(used);
        }

        schema ??= ResultFileColumns.Numbered(used > 0 ? line.Fields.Count : 0);
        return Reader(new DelimitedRowsStream(chain, schema, tabs, options.NullText, options.MaxRowBytes), schema, options);
    }

    private static async Task PeekFurtherAsync(PeekStream chain, TdResultFileOptions options, CancellationToken cancellationToken)
    {
        if (chain.Head.Length > options.MaxRowBytes)
        {
            throw Unreadable(
                TdResultProblem.RowTooLarge,
                $"The first row of the file takes more than {options.MaxRowBytes} bytes; raise {nameof(TdResultFileOptions.MaxRowBytes)}."
            );
        }

        await chain.PeekAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TdRowReader Reader(Stream rows, TdSchema schema, TdResultFileOptions options) =>
        new(rows, schema, new TdRowReaderOptions { MaxRowBytes = options.MaxRowBytes });

    private static TreasureDataResultException Unreadable(TdResultProblem problem, string message) =>
        new(problem, message, operation: TdResultFile.Operation);
}
