namespace BrevoTd.Connector.Tests.TreasureData.Coverage;

/// <summary>Every operation of Treasure Data's main API that one of its official clients has, with the method here that sends it.</summary>
internal static class CoverageManifest
{
    /// <summary>Operations that no official client has.</summary>
    public static IReadOnlyList<string> Beyond { get; } = ["GET /v3/job/statistics/{job_id}"];

    public static IReadOnlyList<CoveredOperation> Operations { get; } = Read(Lines);

    /// <summary>Operations of the other services, none of which an official client has.</summary>
    public static IReadOnlyList<CoveredOperation> OtherServices { get; } = Read(OtherLines);

    private static IReadOnlyList<CoveredOperation> Read(string lines) =>
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(static line => line.Split(" | "))
                .Select(static parts => new CoveredOperation(parts[0].Split(' ')[0], parts[0].Split(' ')[1], parts[1], parts[2])),
        ];

    private const string Lines = """
        GET /v3/system/server_status | GetServerStatusAsync | yes
        POST /v3/user/authenticate | Users.AuthenticateAsync | yes
        GET /v3/user/show | Users.GetCurrentAsync | yes
        GET /v3/user/apikey/validate | Users.ValidateApiKeyAsync | yes
        GET /v3/user/list | Users.ListAsync | yes
        POST /v3/user/add/{name} | Users.AddAsync | after a look
        POST /v3/user/remove/{name} | Users.RemoveAsync | no
        POST /v3/user/email/change/{user} | Users.ChangeEmailAsync | no
        POST /v3/user/password/change/{user} | Users.ChangePasswordAsync | yes
        POST /v3/user/password/change | Users.ChangeOwnPasswordAsync | no
        GET /v3/user/apikey/list/{user} | Users.ListApiKeysAsync | yes
        POST /v3/user/apikey/add/{user} | Users.AddApiKeyAsync | no
        POST /v3/user/apikey/remove/{user} | Users.RemoveApiKeyAsync | no
        GET /v3/account/show | Account.GetAsync | yes
        GET /v3/database/list | Databases.ListAsync | yes
        GET /v3/database/show/{db} | Databases.GetAsync | yes
        POST /v3/database/create/{db} | Databases.CreateAsync | after a look
        POST /v3/database/delete/{db} | Databases.DeleteAsync | no
        GET /v3/table/list/{db} | Tables.ListAsync | yes
        GET /v3/table/show/{db}/{table} | Tables.GetAsync | yes
        POST /v3/table/create/{db}/{table}/{type} | Tables.CreateAsync | after a look
        POST /v3/table/rename/{db}/{table}/{new_table} | Tables.RenameAsync | no
        POST /v3/table/delete/{db}/{table} | Tables.DeleteAsync | no
        POST /v3/table/swap/{db}/{table1}/{table2} | Tables.SwapAsync | no
        POST /v3/table/update-schema/{db}/{table} | Tables.UpdateSchemaAsync | yes
        POST /v3/table/append-schema/{db}/{table} | Tables.AppendSchemaAsync | no
        POST /v3/table/update/{db}/{table} | Tables.UpdateAsync | yes
        POST /v3/table/change_database/{db}/{table} | Tables.MoveAsync | no
        GET /v3/table/tail/{db}/{table} | Tables.TailAsync | yes
        POST /v3/table/tail/{db}/{table} | Tables.TailAsync | as GET
        GET /v3/table/distribution/{db}/{table} | Tables.FindDistributionAsync | yes
        PUT /v3/table/import/{db}/{table}/{format} | Tables.ImportWithoutIdAsync | no
        PUT /v3/table/import_with_id/{db}/{table}/{unique_id}/{format} | Tables.ImportAsync | by its key
        POST /v3/job/issue/{type}/{db} | Jobs.IssueAsync | by its key
        POST /v3/job/issue/bulkload/{db} | BulkLoads.IssueAsync | by its key
        GET /v3/job/list | Jobs.ListAsync | yes
        GET /v3/job/show/{job_id} | Jobs.GetAsync | yes
        GET /v3/job/status/{job_id} | Jobs.GetStatusAsync | yes
        GET /v3/job/status_by_domain_key/{domain_key} | Jobs.GetStatusByDomainKeyAsync | yes
        GET /v3/job/result/{job_id} | Jobs.ReadResult | yes
        POST /v3/job/kill/{job_id} | Jobs.KillAsync | yes
        POST /v3/job/result_export/{job_id} | Exports.ExportResultAsync | no
        POST /v3/export/run/{db}/{table} | Exports.ExportTableAsync | by its key
        GET /v3/bulk_import/list | BulkImports.ListAsync | yes
        POST /v3/bulk_import/create/{name}/{db}/{table} | BulkImports.CreateAsync | after a look
        GET /v3/bulk_import/show/{name} | BulkImports.GetAsync | yes
        POST /v3/bulk_import/delete/{name} | BulkImports.DeleteAsync | no
        GET /v3/bulk_import/list_parts/{name} | BulkImports.ListPartsAsync | yes
        PUT /v3/bulk_import/upload_part/{name}/{part} | BulkImports.UploadPartAsync | yes
        POST /v3/bulk_import/delete_part/{name}/{part} | BulkImports.DeletePartAsync | no
        POST /v3/bulk_import/freeze/{name} | BulkImports.FreezeAsync | yes
        POST /v3/bulk_import/unfreeze/{name} | BulkImports.UnfreezeAsync | yes
        POST /v3/bulk_import/perform/{name} | BulkImports.PerformAsync | after a look
        POST /v3/bulk_import/commit/{name} | BulkImports.CommitAsync | after a look
        GET /v3/bulk_import/error_records/{name} | BulkImports.ReadErrorRecordsAsync | yes
        GET /v3/schedule/list | Schedules.ListAsync | yes
        POST /v3/schedule/create/{name} | Schedules.CreateAsync | after a look
        POST /v3/schedule/update/{name} | Schedules.UpdateAsync | yes
        POST /v3/schedule/delete/{name} | Schedules.DeleteAsync | no
        GET /v3/schedule/history/{name} | Schedules.ListHistoryAsync | yes
        POST /v3/schedule/run/{name}/{time} | Schedules.RunAsync | by its key
        POST /v4/queries/{id}/jobs | Schedules.RunByIdAsync | by its key
        GET /v4/federated_query_configs | Connections.ListFederatedQueryConfigsAsync | yes
        GET /v3/result/list | Connections.ListResultTargetsAsync | yes
        POST /v3/result/create/{name} | Connections.CreateResultTargetAsync | after a look
        POST /v3/result/delete/{name} | Connections.DeleteResultTargetAsync | no
        GET /v3/connections/lookup | Connections.GetIdAsync | yes
        POST /v3/bulk_loads/guess | BulkLoads.GuessAsync | yes
        POST /v3/bulk_loads/preview | BulkLoads.PreviewAsync | yes
        GET /v3/bulk_loads | BulkLoads.ListAsync | yes
        POST /v3/bulk_loads | BulkLoads.CreateAsync | no
        GET /v3/bulk_loads/{name} | BulkLoads.GetAsync | yes
        PUT /v3/bulk_loads/{name} | BulkLoads.UpdateAsync | yes
        DELETE /v3/bulk_loads/{name} | BulkLoads.DeleteAsync | no
        GET /v3/bulk_loads/{name}/jobs | BulkLoads.ListJobsAsync | yes
        POST /v3/bulk_loads/{name}/jobs | BulkLoads.RunAsync | by its key
        """;

    private const string OtherLines = """
        POST /{database}/{table} | Ingestion.SendAsync | no
        POST /{database}/{table} | Ingestion.SendOneAsync | no
        GET /audiences | Audiences.ListAsync | yes
        GET /audiences/{audience_id} | Audiences.GetAsync | yes
        GET /master_segments | Audiences.ListVisibleAsync | yes
        GET /entities/parent_segments | Audiences.ListEntitiesAsync | yes
        GET /entities/parent_segments/{audience_id} | Audiences.GetEntityAsync | yes
        GET /audiences/{audience_id}/attributes | Audiences.ListAttributesAsync | yes
        GET /audiences/{audience_id}/behaviors | Audiences.ListBehaviorsAsync | yes
        GET /audiences/{audience_id}/statistics | Audiences.GetStatisticsAsync | yes
        POST /audiences/{audience_id}/run | Audiences.RunAsync | looked for
        GET /audiences/{audience_id}/executions | Audiences.ListExecutionsAsync | yes
        GET /audiences/{audience_id}/segments | Segments.ListAsync | yes
        POST /audiences/{audience_id}/segments | Segments.CreateAsync | looked for
        GET /audiences/{audience_id}/segments/{segment_id} | Segments.GetAsync | yes
        PUT /audiences/{audience_id}/segments/{segment_id} | Segments.UpdateAsync | yes
        DELETE /audiences/{audience_id}/segments/{segment_id} | Segments.DeleteIfExistsAsync | yes
        GET /audiences/{audience_id}/segments/{segment_id}/statistics | Segments.GetStatisticsAsync | yes
        GET /entities/segments/{segment_id} | Segments.GetEntityAsync | yes
        POST /audiences/{audience_id}/segments/query | Segments.GetSqlAsync | yes
        POST /audiences/{audience_id}/segments/queries | Segments.StartPreviewAsync | yes
        GET /audiences/{audience_id}/segments/queries/{query_id} | Segments.GetPreviewAsync | yes
        POST /audiences/{audience_id}/segments/queries/{query_id}/kill | Segments.KillPreviewAsync | yes
        GET /audiences/{audience_id}/segments/queries/{query_id}/customers | Segments.ListPreviewProfilesAsync | yes
        GET /audiences/{audience_id}/folders | Segments.ListFoldersAsync | yes
        POST /audiences/{audience_id}/folders | Segments.CreateFolderAsync | looked for
        DELETE /audiences/{audience_id}/folders/{folder_id} | Segments.DeleteFolderIfExistsAsync | yes
        GET /audiences/{audience_id}/folders/{folder_id}/segments | Segments.ListInFolderAsync | yes
        GET /entities/by-folder/{folder_id} | Segments.ListFolderEntriesAsync | yes
        GET /audiences/{audience_id}/segments/{segment_id}/syndications | Activations.ListAsync | yes
        POST /audiences/{audience_id}/segments/{segment_id}/syndications | Activations.CreateAsync | looked for
        GET /audiences/{audience_id}/segments/{segment_id}/syndications/{syndication_id} | Activations.GetAsync | yes
        PUT /audiences/{audience_id}/segments/{segment_id}/syndications/{syndication_id} | Activations.UpdateAsync | yes
        DELETE /audiences/{audience_id}/segments/{segment_id}/syndications/{syndication_id} | Activations.DeleteIfExistsAsync | yes
        POST /audiences/{audience_id}/segments/{segment_id}/syndications/{syndication_id}/run | Activations.RunLegacyAsync | looked for
        POST /entities/segments/{segment_id}/syndications/{syndication_id}/run | Activations.RunAsync | looked for
        GET /audiences/{audience_id}/syndications | Activations.ListAllAsync | yes
        GET /entities/parent_segments/{audience_id}/syndications | Activations.ListEntitiesAsync | yes
        GET /audiences/{audience_id}/folders/{folder_id}/syndications | Activations.ListInFolderAsync | yes
        GET /audiences/{audience_id}/tokens | Profiles.ListTokensAsync | yes
        POST /audiences/{audience_id}/tokens | Profiles.CreateTokenAsync | looked for
        GET /audiences/{audience_id}/tokens/{token_id} | Profiles.GetTokenAsync | yes
        PUT /audiences/{audience_id}/tokens/{token_id} | Profiles.UpdateTokenAsync | yes
        DELETE /audiences/{audience_id}/tokens/{token_id} | Profiles.DeleteTokenIfExistsAsync | yes
        GET /cdp/lookup/collect/segments | Profiles.LookUpAsync | yes
        GET /api/projects | Workflows.ListProjectsAsync | yes
        GET /api/projects/{project_id}/workflows | Workflows.ListInProjectAsync | yes
        GET /api/workflows | Workflows.ListAsync | yes
        GET /api/workflows/{workflow_id} | Workflows.GetAsync | yes
        PUT /api/attempts | Workflows.StartAsync | by its key
        GET /api/attempts | Workflows.ListAttemptsAsync | yes
        GET /api/attempts/{attempt_id} | Workflows.GetAttemptAsync | yes
        GET /api/attempts/{attempt_id}/retries | Workflows.ListRetriesAsync | yes
        GET /api/attempts/{attempt_id}/tasks | Workflows.ListTasksAsync | yes
        POST /api/attempts/{attempt_id}/kill | Workflows.KillAsync | yes
        GET /api/sessions | Workflows.ListSessionsAsync | yes
        GET /api/sessions/{session_id}/attempts | Workflows.ListSessionAttemptsAsync | yes
        GET /api/logs/{attempt_id}/files | Workflows.ListLogFilesAsync | yes
        GET /api/logs/{attempt_id}/files/{file_name} | Workflows.DownloadLogFileAsync | yes
        """;
}

/// <summary>An operation and the method that sends it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with names in place of its variable parts.</param>
/// <param name="ClientMethod">Area and method, such as <c>Databases.ListAsync</c>; the method alone where the client itself has it.</param>
/// <param name="Repeat">Whether a lost answer is followed by a repeat, in the words of the page.</param>
internal sealed record CoveredOperation(string Method, string Path, string ClientMethod, string Repeat);
