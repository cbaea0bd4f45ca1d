using System.Globalization;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>People of a preview by page number, from 1; the continuation token is the next number.</summary>
internal sealed class PreviewPageable(Func<int, CancellationToken, Task<TdSegmentPreviewPage>> fetch, CancellationToken callerToken)
    : AsyncPageable<TdPreviewProfile>
{
    public override async IAsyncEnumerable<Page<TdPreviewProfile>> AsPages(
        string? continuationToken = null,
        int? pageSizeHint = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var number = ParseToken(continuationToken);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(callerToken, cancellationToken);
        while (true)
        {
            var page = await fetch(number, both.Token).ConfigureAwait(false);
            if (page.Rows is not { Count: > 0 } rows)
            {
                yield break;
            }

            number++;
            var isLast = page.Type == "end";
            yield return new Page<TdPreviewProfile>(
                [.. rows.Select(row => new TdPreviewProfile { Names = page.Names, Values = row })],
                isLast ? null : number.ToString(CultureInfo.InvariantCulture)
            );
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static int ParseToken(string? token)
    {
        if (token is null)
        {
            return 1;
        }

        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException(
                "The continuation token is not one that a page of this listing returned. Pass Page.ContinuationToken unchanged, or null to start at the beginning.",
                nameof(token)
            );
    }
}
