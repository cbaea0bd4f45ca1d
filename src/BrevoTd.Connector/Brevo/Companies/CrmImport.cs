using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The import by a CSV file that companies and deals share.</summary>
internal static class CrmImport
{
    public static async Task<BrevoProcessHandle> SendAsync(
        IServiceTransport transport,
        ServiceOperation operation,
        ImportCrmRecordsRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = await request.File.OpenAsync(null, nameof(request), cancellationToken).ConfigureAwait(false);
        using var form = new MultipartBody().AddFile("file", request.File.FileName, file, request.File.MediaType);
        var mapping = new CrmImportMapping
        {
            LinkEntities = request.LinkEntities,
            UnlinkEntities = request.UnlinkEntities,
            UpdateExistingRecords = request.UpdateExistingRecords,
            UnsetEmptyAttributes = request.UnsetEmptyAttributes,
        };
        if (mapping != new CrmImportMapping())
        {
            form.AddField("mapping", JsonSerializer.SerializeToUtf8Bytes(mapping, CompaniesJsonContext.Default.CrmImportMapping));
        }

        var call = new ServiceRequest(operation, operation.Route) { Content = form };
        var answer = await transport.SendAsync(call, CompaniesJsonContext.Default.CrmImportAnswer, cancellationToken).ConfigureAwait(false);
        var process = answer.ProcessId ?? throw MissingMember.Of(operation, HttpStatusCode.OK, "processId");
        return BrevoProcessHandle.Started(transport, process);
    }
}
