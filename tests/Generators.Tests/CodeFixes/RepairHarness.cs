using Compressor.Generators.CodeFixes;
using Compressor.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.CodeFixes;

/// <summary>Applies repairs to files in a workspace, as an editor does.</summary>
internal sealed class RepairHarness : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly Project _project;
    private readonly IReadOnlyList<Diagnostic> _diagnostics;

    /// <summary>Runs the generators over the files, whose diagnostics are to be mended.</summary>
    public RepairHarness(params string[] sources)
    {
        var compilation = GeneratorHarness.Compile(sources);
        _project = compilation.SyntaxTrees.Aggregate(
            _workspace.AddProject(
                ProjectInfo.Create(
                    ProjectId.CreateNewId(),
                    VersionStamp.Default,
                    "Consumer",
                    "Consumer",
                    LanguageNames.CSharp,
                    compilationOptions: compilation.Options,
                    parseOptions: compilation.SyntaxTrees[0].Options,
                    metadataReferences: compilation.References)),
            (project, tree) => project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project);
        _diagnostics = GeneratorHarness.Run(Compile(_project)).Diagnostics;
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    /// <summary>What is offered for the first diagnostic that the provider mends.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync(RepairProvider provider) =>
        (await ActionsAsync(provider)).Select(action => action.Title).ToList();

    /// <summary>Takes what is offered under a title, and returns the first file, less what does not change.</summary>
    public async Task<string> ApplyAsync(RepairProvider provider, string title) =>
        (await FilesAsync((await ActionsAsync(provider)).Single(action => action.Title == title)))[0];

    /// <summary>Makes all repairs with a key in the whole project, after which it must compile; returns its files.</summary>
    public async Task<IReadOnlyList<string>> ApplyAllAsync(RepairProvider provider, string key)
    {
        var context = new FixAllContext(
            _project.Documents.ElementAt(1),
            provider,
            FixAllScope.Project,
            key,
            provider.FixableDiagnosticIds,
            new KnownDiagnostics(_diagnostics.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))),
            CancellationToken.None);
        return await FilesAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private static CSharpCompilation Compile(Project project) => (CSharpCompilation)project.GetCompilationAsync().GetAwaiter().GetResult()!;

    private async Task<IReadOnlyList<CodeAction>> ActionsAsync(RepairProvider provider)
    {
        var diagnostic = _diagnostics.First(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(
            new CodeFixContext(
                _project.GetDocument(diagnostic.Location.SourceTree)!,
                diagnostic,
                (action, _) => actions.Add(action),
                CancellationToken.None));
        return actions;
    }

    private async Task<IReadOnlyList<string>> FilesAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var project = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;
        GeneratorHarness.Run(Compile(project)).ShouldCompile();

        // The first file holds the usings.
        return [.. project.Documents.Skip(1).Select(document => document.GetTextAsync().GetAwaiter().GetResult().ToString())];
    }

    private sealed class KnownDiagnostics(IEnumerable<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
