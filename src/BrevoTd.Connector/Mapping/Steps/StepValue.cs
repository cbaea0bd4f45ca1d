namespace BrevoTd.Connector.Mapping;

/// <summary>A value that a step brings in, followed to the end of its rule.</summary>
/// <param name="Step">The step that brings it in.</param>
/// <param name="Written">What is written in the end; <see langword="null"/> where steps of the user's own decide.</param>
/// <param name="FailedAt">The step that refuses it, or behind which nothing remains.</param>
internal readonly record struct StepValue(IRuleStep Step, string? Written, IRuleStep? FailedAt);
