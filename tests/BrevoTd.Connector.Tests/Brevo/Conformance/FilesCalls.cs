using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class FilesCalls : ConformanceCalls
{
    public FilesCalls()
    {
        Add("GET /crm/files", "Files.ListAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Files.ListAsync(
                    Fill.Full<CrmEntityQuery>() with
                    {
                        EntityType = CrmEntityType.Companies,
                        ContactId = null,
                        DealId = null,
                    }
                )
            )
            .Minimal(brevo => brevo.Files.ListAsync());
        Add("POST /crm/files", "Files.UploadAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Files.UploadAsync(Fill.Full<UploadCrmFileRequest>() with { File = File() }))
            .Minimal(brevo => brevo.Files.UploadAsync(new UploadCrmFileRequest { File = File() }));
        Add("GET /crm/files/{id}", "Files.GetDownloadAddressAsync, Files.DownloadAsync", Repeated.Yes)
            .Full(brevo => brevo.Files.GetDownloadAddressAsync("61a5"))
            .Minimal(brevo => brevo.Files.GetDownloadAddressAsync("61a5"))
            .Demands("fileUrl");
        Add("GET /crm/files/{id}/data", "Files.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Files.GetAsync("61a5"))
            .Minimal(brevo => brevo.Files.GetAsync("61a5"));
        Add("DELETE /crm/files/{id}", "Files.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Files.DeleteAsync("61a5"))
            .Minimal(brevo => brevo.Files.DeleteAsync("61a5"));
    }

    private static FileUpload File() => new("plan.pdf", "%PDF"u8.ToArray()) { MediaType = "application/pdf" };
}
