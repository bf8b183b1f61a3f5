namespace Compressor.Core.Failures;

/// <summary>An exception that says how the failure is called in dead letters and metrics.</summary>
public interface IFunctionFailure
{
    /// <summary>A stable name, such as <c>ObjectTooLarge</c>; documented in docs/operations.md.</summary>
    string ErrorType { get; }
}
