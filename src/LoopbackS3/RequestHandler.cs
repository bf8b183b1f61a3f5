using System.Globalization;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Operations;
using Compressor.LoopbackS3.Storage;
using Microsoft.AspNetCore.Http;

namespace Compressor.LoopbackS3;

/// <summary>Takes each request from its address to its answer, and lets faults strike on the way.</summary>
internal sealed class RequestHandler(LoopbackS3Server server)
{
    private long _number;

    public async Task HandleAsync(HttpContext context)
    {
        var request = S3Request.Parse(context);
        request.Record = Describe(request);
        server.Record(request.Record);
        try
        {
            var fault = server.Gate is { } gate ? await gate(request.Record, context.RequestAborted) : null;
            fault ??= server.Faults.Next(request.Record);
            request.Record.Fault = fault?.Kind;
            await HandleAsync(request, fault);
        }
        catch (Exception exception) when (
            exception is IOException or OperationCanceledException or BadHttpRequestException or EndOfStreamException)
        {
            // The client went away, or the fault made it: there is nobody to answer.
            context.Abort();
        }
    }

    private async Task HandleAsync(S3Request request, FaultRule? fault)
    {
        var context = request.Context;
        switch (fault?.Kind)
        {
            case FaultKind.ResetBefore:
                context.Abort();
                return;
            case FaultKind.ResetInRequest:
                await context.Request.Body.ReadExactlyAsync(new byte[(context.Request.ContentLength ?? 0) / 2], context.RequestAborted);
                context.Abort();
                return;
            case FaultKind.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                return;
            case FaultKind.Race:
                fault.StepIn?.Invoke();
                break;
        }

        var answer = await AnswerAsync(request, fault?.Kind);
        if (fault?.Kind == FaultKind.LostResponse)
        {
            context.Abort();
            return;
        }

        request.Record.Status = answer.Status;
        var id = request.Record.Number.ToString("X16", CultureInfo.InvariantCulture);
        answer.With("x-amz-request-id", id)
            .With("x-amz-id-2", $"loopback/{id}")
            .With("Date", server.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        await ResponseWriter.WriteAsync(context, answer, fault, context.RequestAborted);
    }

    private async Task<S3Response> AnswerAsync(S3Request request, FaultKind? fault)
    {
        try
        {
            Refuse(request, fault);
            request.Locate(server.FindBucket);
            return await ExecuteAsync(request);
        }
        catch (S3ErrorException error)
        {
            request.Record.ErrorCode = error.Code;
            var status = fault == FaultKind.ErrorInOkResponse ? 200 : error.Status;
            var shown = new S3ErrorException(status, error.Code, error.Message);
            return S3Response.Error(
                shown, $"/{request.BucketName}/{request.Key}", $"{request.Record.Number}", request.Record.Method != "HEAD");
        }
    }

    private void Refuse(S3Request request, FaultKind? fault)
    {
        S3ErrorException? error = fault switch
        {
            FaultKind.InternalError or FaultKind.ErrorInOkResponse => S3ErrorException.InternalError(),
            FaultKind.SlowDown => S3ErrorException.SlowDown(),
            FaultKind.BadDigest => S3ErrorException.BadDigest("checksum"),
            FaultKind.AccessDenied => S3ErrorException.AccessDenied(),
            FaultKind.Conflict => S3ErrorException.ConditionalRequestConflict(),
            FaultKind.PreconditionFailed => S3ErrorException.PreconditionFailed(),
            _ => server.Denies(request.Record) ? S3ErrorException.AccessDenied() : null,
        };
        if (error is not null)
        {
            throw error;
        }

        server.CheckClock(request.Header("x-amz-date"));
    }

    private async Task<S3Response> ExecuteAsync(S3Request request) => request.Operation switch
    {
        S3Operation.GetObject => ObjectReads.Read(request, sendsBody: true),
        S3Operation.HeadObject => ObjectReads.Read(request, sendsBody: false),
        S3Operation.PutObject => await ObjectWrites.PutAsync(request),
        S3Operation.DeleteObject => ObjectWrites.Delete(request),
        S3Operation.ListObjectsV2 => Listings.Objects(request),
        S3Operation.HeadBucket => new S3Response(200) { SendsBody = false },
        S3Operation.CreateMultipartUpload => MultipartWrites.Create(request, server.Now),
        S3Operation.UploadPart => await MultipartWrites.UploadPartAsync(request, server.Now),
        S3Operation.CompleteMultipartUpload => await MultipartWrites.CompleteAsync(request),
        S3Operation.AbortMultipartUpload => MultipartWrites.Abort(request),
        S3Operation.ListParts => Listings.Parts(request),
        S3Operation.ListMultipartUploads => Listings.Uploads(request),
        _ => throw S3ErrorException.NotImplemented($"{request.Record.Method} {request.Context.Request.QueryString}"),
    };

    private RecordedRequest Describe(S3Request request) => new()
    {
        Number = Interlocked.Increment(ref _number),
        Operation = request.Operation,
        Method = request.Context.Request.Method,
        Bucket = request.BucketName,
        Key = request.Key,
        Query = request.Query,
        Headers = request.Context.Request.Headers.ToDictionary(x => x.Key, x => x.Value.ToString(), StringComparer.OrdinalIgnoreCase),
    };
}
